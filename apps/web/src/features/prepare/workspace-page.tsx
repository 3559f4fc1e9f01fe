import { useMutation } from '@tanstack/react-query';
import type { Draft, DraftSession, Presence } from '@everexpo/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '../../lib/api/api.ts';
import { dayIn } from '../../lib/time/day-in.ts';
import { useFormats } from '../../lib/format.ts';
import { useMe } from '../../lib/account/me.ts';
import { thisPage } from '../../lib/realtime/this-page.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorLine, Failure, Notice, Skeleton } from '../../ui/feedback/states.tsx';
import { dayOfSession } from './grid/grid-model.ts';
import { IntakePanel } from './intake-panel.tsx';
import { brokenSessions, ProblemsPanel } from './problems-panel.tsx';
import { PublishPanel } from './publishing/publish-panel.tsx';
import { RepairPanel } from './solver/repair-panel.tsx';
import { SessionPanel } from './session-panel.tsx';
import { TimesIn } from '../../ui/times-in.tsx';
import { SolverPanel } from './solver/solver-panel.tsx';
import { TimetableGrid } from './grid/timetable-grid.tsx';
import { Tray } from './grid/tray.tsx';
import styles from './prepare.module.css';
import { useDraft, useEffects, useEvaluation, usePresence, useTakeEdit } from './use-draft.ts';
import { useMoves, type Place } from './grid/use-moves.ts';

const TABS = ['session', 'intake', 'solver', 'problems', 'repair', 'publish'] as const;
type Tab = (typeof TABS)[number];

export default function WorkspacePage() {
  const { t } = useTranslation('prepare');
  const { edition = '' } = useParams();
  const { data: draft, error, refetch } = useDraft(edition);
  return (
    <Page title={t('title')} frame="work">
      {error && (
        <>
          <h1>{t('title')}</h1>
          <Failure error={error} retry={() => void refetch()} />
        </>
      )}
      {!draft && !error && <Skeleton height={560} />}
      {draft && <Workspace draft={draft} />}
    </Page>
  );
}

function Workspace({ draft }: { draft: Draft }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick, day: dayText } = useFormats();
  const { data: me } = useMe();
  const editionId = draft.edition.id;
  const [params, setParams] = useSearchParams();
  const { day, tab } = shown(params, draft);
  const set = (name: string, value: string) =>
    setParams(
      (current) => {
        current.set(name, value);
        return current;
      },
      { replace: true },
    );
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [taken, setTaken] = useState<{ id: string; revision: number } | null>(null);
  const { people, hold } = usePresence(editionId);
  const moves = useMoves(editionId);
  const edits = useTakeEdit(editionId);
  const { data: evaluation } = useEvaluation(editionId);
  const session = (id: string | null) => draft.sessions.find((one) => one.id === id);
  const takenNow = session(taken?.id ?? null);
  // Somebody else moved it while it was in hand: say so instead of putting it down over their change.
  const overtaken = takenNow !== undefined && takenNow.revision !== taken?.revision ? takenNow : undefined;
  const inHand = overtaken ? undefined : takenNow;
  const inHandId = inHand?.id ?? null;
  const { data: effects } = useEffects(draft, inHandId);
  const lock = useMutation({
    mutationFn: (one: DraftSession) =>
      api('PUT', '/editions/{edition}/draft/sessions/{id}/lock', {
        path: { edition: editionId, id: one.id },
        body: { locked: !one.locked, revision: one.revision, page: thisPage },
      }),
    onSuccess: edits.take,
    onError: edits.failed,
  });

  const take = (one: DraftSession) => {
    if (one.begun || one.locked) return;
    setSelectedId(one.id);
    setTaken({ id: one.id, revision: one.revision });
    hold(one.id);
    moves.clearError();
  };
  const letGo = () => {
    setTaken(null);
    hold(null);
  };
  const drop = (place: Place) => {
    if (!inHand) return;
    const here = inHand.roomId && inHand.startsAt ? { roomId: inHand.roomId, startsAt: inHand.startsAt } : null;
    const same = here && here.roomId === place.roomId && Date.parse(here.startsAt) === Date.parse(place.startsAt);
    const effect = effects?.cells.find(
      (cell) => cell.roomId === place.roomId && Date.parse(cell.startsAt) === Date.parse(place.startsAt),
    );
    letGo();
    if (same) return;
    const swap = effect?.swapWith && here ? [{ sessionId: effect.swapWith, to: here }] : [];
    void moves.move([{ sessionId: inHand.id, to: place }, ...swap]);
  };
  const toTray = (one: DraftSession | undefined) => {
    letGo();
    if (one && !one.begun && !one.locked && one.startsAt) void moves.move([{ sessionId: one.id, to: null }]);
  };
  const otherDay = (step: number) => {
    const days = draft.edition.days;
    set('day', days[Math.min(days.length - 1, Math.max(0, days.indexOf(day) + step))] ?? day);
  };
  const show = (code: string) => {
    const found = draft.sessions.find((one) => one.code === code);
    if (!found) return;
    setSelectedId(found.id);
    if (found.startsAt) set('day', dayOfSession(draft, found.startsAt));
  };
  useUndoKeys(moves.undo, moves.redo);
  const held = new Map(
    people
      .filter((person) => person.id !== me?.person?.id && person.sessionId)
      .map((person) => [person.sessionId as string, pick(person.name, person.nameEn)]),
  );
  const problem = moves.error ?? lock.error;

  return (
    <>
      <Head draft={draft} people={people} moves={moves} />
      <ErrorLine error={problem} />
      {overtaken && (
        <p role="alert" className={styles.alert}>
          {t('overtaken', { code: overtaken.code })}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {inHand ? t('inHand', { code: inHand.code }) : ''}
      </p>
      <p id="grid-keys" className={`small muted ${styles.keys}`}>
        {t('keys')}
      </p>
      <div className={styles.workspace}>
        <div className={styles.main}>
          <div className={styles.days} role="group" aria-label={t('common:programme')}>
            {draft.edition.days.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === day}
                onClick={() => set('day', one)}
                onDragEnter={() => inHandId && set('day', one)}
              >
                {dayText(one)}
              </button>
            ))}
          </div>
          {draft.timeslots.length === 0 && (
            <Notice>
              <span>{t('noSlots')}</span>
              <Link to={`/prepare/${editionId}/setup`}>{t('setup')}</Link>
            </Notice>
          )}
          <TimetableGrid
            draft={draft}
            day={day}
            inHand={inHand ? { session: inHand, effects } : null}
            selectedId={selectedId}
            broken={brokenSessions(evaluation)}
            held={held}
            onSelect={(id) => {
              setSelectedId(id);
              set('tab', 'session');
            }}
            onTake={take}
            onDrop={drop}
            onCancel={letGo}
            onKey={(key, one) => {
              if (key === 'previous-day') otherDay(-1);
              else if (key === 'next-day') otherDay(1);
              else if (key === 'tray') toTray(one);
              else if (one && !one.begun) lock.mutate(one);
            }}
          />
          <Tray
            sessions={draft.sessions.filter((one) => one.startsAt === null)}
            inHandId={inHandId}
            onTake={take}
            onCancel={letGo}
            onDrop={() => toTray(inHand)}
          />
        </div>
        <aside className={styles.side}>
          <div className={styles.tabs} role="group" aria-label={t('panels')}>
            {TABS.map((name) => (
              <button key={name} type="button" aria-pressed={tab === name} onClick={() => set('tab', name)}>
                {t(name)}
              </button>
            ))}
          </div>
          <Panel
            tab={tab}
            draft={draft}
            session={session(selectedId)}
            onTake={take}
            onTray={toTray}
            onLock={(one) => lock.mutate(one)}
            onShow={show}
          />
        </aside>
      </div>
    </>
  );
}

interface PanelProps {
  tab: Tab;
  draft: Draft;
  session: DraftSession | undefined;
  onTake: (session: DraftSession) => void;
  onTray: (session: DraftSession) => void;
  onLock: (session: DraftSession) => void;
  onShow: (code: string) => void;
}

function Panel({ tab, draft, session, onTake, onTray, onLock, onShow }: PanelProps) {
  const editionId = draft.edition.id;
  switch (tab) {
    case 'session':
      return <SessionPanel draft={draft} session={session} onTake={onTake} onTray={onTray} onLock={onLock} />;
    case 'intake':
      return <IntakePanel draft={draft} />;
    case 'solver':
      return <SolverPanel editionId={editionId} />;
    case 'problems':
      return <ProblemsPanel editionId={editionId} onShow={onShow} />;
    case 'repair':
      return <RepairPanel draft={draft} />;
    case 'publish':
      return <PublishPanel draft={draft} />;
  }
}

/** The day and the panel that the address names, or the first that makes sense. */
function shown(params: URLSearchParams, draft: Draft): { day: string; tab: Tab } {
  const { days } = draft.edition;
  const today = days.indexOf(dayIn(draft.edition.timeZone));
  const day = params.get('day') ?? days[Math.min(days.length - 1, today + 1)] ?? '';
  return { day, tab: TABS.find((name) => name === params.get('tab')) ?? 'session' };
}

interface HeadProps {
  draft: Draft;
  people: Presence['people'];
  moves: ReturnType<typeof useMoves>;
}

function Head({ draft, people, moves }: HeadProps) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick, list } = useFormats();
  const editionId = draft.edition.id;
  return (
    <div className={styles.head}>
      <div>
        <p className="small">
          <Link to="/prepare">{t('editions')}</Link>
          {' · '}
          <Link to={`/prepare/${editionId}/setup`}>{t('setup')}</Link>
          {' · '}
          <Link to={`/prepare/${editionId}/selection`}>{t('common:selection')}</Link>
        </p>
        <h1>{pick(draft.edition.nameZh, draft.edition.nameEn)}</h1>
        <p className="small muted">
          {draft.version ? t('publicVersion', { n: draft.version.number }) : t('notPublished')} ·{' '}
          <TimesIn timeZone={draft.edition.timeZone} always />
        </p>
      </div>
      <div className={styles.actions}>
        <span className="small muted" role="status">
          {t('here', { names: list(people.map((person) => pick(person.name, person.nameEn))) })}
        </span>
        <Button disabled={!moves.canUndo || moves.busy} onClick={() => void moves.undo()}>
          ↶ {t('common:undo')}
        </Button>
        <Button disabled={!moves.canRedo || moves.busy} onClick={() => void moves.redo()}>
          ↷ {t('redo')}
        </Button>
      </div>
    </div>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z anywhere on the page but in a text field. */
function useUndoKeys(undo: () => Promise<void>, redo: () => Promise<void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return;
      event.preventDefault();
      void (event.shiftKey ? redo() : undo());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undo, redo]);
}
