import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SessionDetail, Stage } from '@everexpo/contracts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, ApiError } from '../../../lib/api/api.ts';
import { useServerNow } from '../../../lib/time/clock.ts';
import { useFormats } from '../../../lib/format.ts';
import { useMe } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useSeeStage, useSession } from '../feed/session-feed.tsx';
import { currentPitch } from '../running-order/on-now.tsx';
import { PitchTimer } from '../running-order/pitch-timer.tsx';
import { AudienceDesk } from './audience-desk.tsx';
import { NextButton, useNextStep } from './next-step.tsx';
import { OrderDesk } from './order-desk.tsx';
import { PresenterDesk } from './presenter-desk.tsx';
import type { Step, TakeStep } from './step.ts';
import styles from './console.module.css';

/**
 * For the stage manager: one very large next step, the timer, what can be taken back, and who is there. Every action
 * has a key.
 */
export default function StageConsole({ session, keys = true }: { session: SessionDetail; keys?: boolean }) {
  const { t } = useTranslation('console');
  const { stage } = useSession();
  const { take, pending, error } = useSteps(session.id, stage);
  const pitch = currentPitch(session, stage);
  if (stage.state === 'ended') return null;
  return (
    <section className={styles.console} aria-label={t('title')}>
      <div className={styles.top}>
        <h2>{t('title')}</h2>
        {pitch && <PitchTimer stage={stage} minutes={pitch.minutes} className={styles.timer} />}
      </div>
      <Manager sessionId={session.id} stage={stage} />
      {stage.state === 'scheduled' ? (
        <div>
          <Button variant="primary" large disabled={pending !== null} onClick={() => take({ action: 'open' })}>
            {t('open')}
          </Button>
        </div>
      ) : (
        <LiveSteps session={session} pending={pending} take={take} keys={keys} />
      )}
      {error && <p role="alert">{errorText(error)}</p>}
      <PresenterDesk sessionId={session.id} />
      {stage.state === 'live' && <OrderDesk session={session} take={take} />}
      <AudienceDesk sessionId={session.id} />
      {keys && (
        <p className={styles.row}>
          <Link to="/control">{t('room')}</Link>
          {session.room.mode !== 'online' && <Link to={`/sessions/${session.id}/hall`}>{t('hallLink')}</Link>}
        </p>
      )}
    </section>
  );
}

interface LiveStepsProps {
  session: SessionDetail;
  /** The step that the server has not answered yet. */
  pending: Step['action'] | null;
  take: TakeStep;
  keys: boolean;
}

/** What can be done while the stage is live. */
function LiveSteps({ session, pending, take, keys }: LiveStepsProps) {
  const { t } = useTranslation('console');
  const { stage } = useSession();
  const pitch = currentPitch(session, stage);
  const hold: Step = { action: stage.heldAt ? 'resume' : 'hold' };
  const next = useNextStep(session, pending, take);
  const extend = () => take({ action: 'extend', minutes: 1 });
  const undo = () => take({ action: 'undo' });
  useKeys(keys && { n: next.goOn, h: pitch && (() => take(hold)), e: pitch && extend, z: undo });
  return (
    <>
      <div className={styles.top}>
        <NextButton session={session} step={next} />
        <ConfirmButton confirm={t('confirmClose')} act={() => take({ action: 'close' })}>
          {t('close')}
        </ConfirmButton>
      </div>
      <div className={styles.row}>
        <Button disabled={!pitch} aria-pressed={stage.heldAt !== null} onClick={() => take(hold)}>
          {t(stage.heldAt ? 'resume' : 'hold')}
        </Button>
        <Button disabled={!pitch} onClick={extend}>
          {t('extend', { count: 1 })}
        </Button>
        <Undo until={stage.undoUntil} undo={undo} />
      </div>
      {keys && <p className="small muted">{t('hint')}</p>}
    </>
  );
}

/**
 * Steps are sent one after the other, so that a press while the one before is on its way is not lost. Each names the
 * revision that the one before it leads to: after one that is refused, those that were waiting are refused too. "Next"
 * pressed twice at once is one.
 */
function useSteps(sessionId: string, stage: Stage) {
  const see = useSeeStage();
  const queries = useQueryClient();
  const expected = useRef(0);
  const movingOn = useRef(false);
  const act = useMutation({
    scope: { id: `steps of ${sessionId}` },
    mutationFn: (body: Step & { revision: number }) =>
      api('POST', '/sessions/{id}/stage/steps', { path: { id: sessionId }, body }),
    onSuccess: see,
    onError: (error) => {
      expected.current = 0;
      if (error instanceof ApiError && error.problem.code === 'presenter_absent')
        void queries.invalidateQueries({ queryKey: queryKeys.presenters(sessionId) });
    },
    onSettled: (_stage, _error, { action }) => {
      if (action === 'next') movingOn.current = false;
    },
  });
  const take: TakeStep = (step) => {
    if (step.action === 'next') {
      if (movingOn.current) return;
      movingOn.current = true;
    }
    const revision = Math.max(stage.revision, expected.current);
    expected.current = revision + 1;
    act.mutate({ ...step, revision });
  };
  return { take, pending: act.isPending ? act.variables.action : null, error: act.error };
}

/** Where several consoles are on one page, keys would not tell which is meant: `false` takes none. */
function useKeys(keys: Record<string, (() => void) | undefined> | false): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role="log"]');
      if (keys && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat)
        keys[event.key.toLowerCase()]?.();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

/**
 * Who manages the stage; anybody else of the team takes it over with one press, also when the other's connection has
 * died.
 */
function Manager({ sessionId, stage }: { sessionId: string; stage: Stage }) {
  const { t } = useTranslation('console');
  const { pick } = useFormats();
  const { data: me } = useMe();
  const see = useSeeStage();
  const takeOver = useMutation({
    mutationFn: () => api('PUT', '/sessions/{id}/stage/manager', { path: { id: sessionId } }),
    onSuccess: see,
  });
  if (!stage.manager) return null;
  const mine = stage.manager.id === me?.person?.id;
  return (
    <p className={styles.row}>
      <span className="muted">
        {mine ? t('youManage') : t('managedBy', { name: pick(stage.manager.name, stage.manager.nameEn) })}
      </span>
      {!mine && (
        <Button disabled={takeOver.isPending} onClick={() => takeOver.mutate()}>
          {t('takeOver')}
        </Button>
      )}
    </p>
  );
}

function Undo({ until, undo }: { until: string | null; undo: () => void }) {
  const { t } = useTranslation('common');
  const left = Math.ceil(((until ? Date.parse(until) : 0) - useServerNow()) / 1000);
  return (
    <Button disabled={left <= 0} onClick={undo}>
      {t('undo')}
      {left > 0 && <span className="figures"> {left}</span>}
    </Button>
  );
}
