import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Presenter, SessionDetail, Stage } from '@everexpo/contracts';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useServerEvent } from '../../lib/socket.tsx';
import { Button } from '../../ui/button.tsx';
import { errorText } from '../../ui/states.tsx';
import { currentPitch, nextPitch } from './on-now.tsx';
import { PitchTimer } from './pitch-timer.tsx';
import styles from './session.module.css';

type Action = 'open' | 'next' | 'close';

/** For the stage manager: one very large next step, the timer, and who is in the green room. */
export function StageConsole({ session, stage }: { session: SessionDetail; stage: Stage }) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (action: Action) => api<Stage>('POST', `/sessions/${session.id}/stage/${action}`, { body: { revision: stage.revision } }),
    onSuccess: (next) => {
      queries.setQueryData(['stage', session.id], next);
      void queries.invalidateQueries({ queryKey: ['session', session.id] });
    },
    onError: () => queries.invalidateQueries({ queryKey: ['stage', session.id] }),
  });
  const pitch = currentPitch(session, stage);
  const next = nextPitch(session, stage);
  const { mutate, isPending } = act;
  const canGoOn = stage.state === 'live' && next !== undefined && !isPending;

  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select');
      if (event.key.toLowerCase() === 'n' && !typing && !event.ctrlKey && !event.metaKey && canGoOn) mutate('next');
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [mutate, canGoOn]);

  if (stage.state === 'ended') return null;
  return (
    <section className={styles.console} aria-label={t('console.title')}>
      <div className={styles.consoleTop}>
        <h2>{t('console.title')}</h2>
        {pitch && <PitchTimer startedAt={stage.pitchStartedAt} minutes={pitch.minutes} className={styles.bigTimer} />}
      </div>
      {stage.state === 'scheduled' ? (
        <div><Button look="primary" large disabled={isPending} onClick={() => mutate('open')}>{t('console.open')}</Button></div>
      ) : (
        <div className={styles.consoleTop}>
          <div>
            <Button look="primary" large disabled={!canGoOn} onClick={() => mutate('next')}>{t('console.next')}</Button>
            <p className="small muted">{next ? pick(next.project.titleZh, next.project.titleEn) : t('console.over')} · {t('console.hint')}</p>
          </div>
          <CloseButton close={() => mutate('close')} />
        </div>
      )}
      {act.error && <p role="alert">{errorText(act.error, t('errors.network'))}</p>}
      <Presenters sessionId={session.id} />
    </section>
  );
}

/** Closing cannot be taken back: it asks for a second press within five seconds, without a dialog in the way. */
function CloseButton({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(false), 5_000);
    return () => clearTimeout(timer);
  }, [armed]);
  return <Button onClick={() => (armed ? close() : setArmed(true))}>{armed ? t('console.confirmClose') : t('console.close')}</Button>;
}

function Presenters({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const queries = useQueryClient();
  const queryKey = ['presenters', sessionId];
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => get<Presenter[]>(`/sessions/${sessionId}/stage/presenters`, signal) });
  const accept = useCallback((presenter: Presenter) => {
    queries.setQueryData<Presenter[]>(['presenters', sessionId], (known) => known?.map((one) => (one.personId === presenter.personId ? { ...one, present: presenter.present, onStage: presenter.onStage } : one)));
  }, [queries, sessionId]);
  useServerEvent('stage:presenter', accept);
  const bring = useMutation({
    mutationFn: ({ personId, onStage }: { personId: string; onStage: boolean }) => api<Presenter>('PUT', `/sessions/${sessionId}/stage/presenters/${personId}`, { body: { onStage } }),
    onSuccess: accept,
  });
  const presenters = [...(data ?? [])].sort((a, b) => Number(b.onStage) - Number(a.onStage) || Number(b.present) - Number(a.present) || a.position - b.position);
  return (
    <div>
      <h3>{t('console.presenters')}</h3>
      <ul className={styles.presenters} tabIndex={0} aria-label={t('console.presenters')}>
        {presenters.map((presenter) => (
          <li key={presenter.pitchId} className={styles.presenter}>
            <span>
              <span className="figures muted">{presenter.position}</span> {pick(presenter.name, presenter.nameEn)}{' '}
              <span className="small muted">{presenter.onStage ? t('console.onStage') : presenter.present ? t('console.present') : t('console.absent')}</span>
            </span>
            {(presenter.present || presenter.onStage) && (
              <Button look={presenter.onStage ? 'plain' : 'primary'} onClick={() => bring.mutate({ personId: presenter.personId, onStage: !presenter.onStage })}>
                {presenter.onStage ? t('console.takeOff') : t('console.bring')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
