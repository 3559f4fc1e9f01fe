import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Draft, DraftPitch, DraftSession } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { thisPage } from '../../lib/realtime/this-page.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Empty, ErrorLine, Skeleton } from '../../ui/feedback/states.tsx';
import { TrackBadge } from '../../ui/badges.tsx';
import styles from './prepare.module.css';
import orderStyles from './session-panel.module.css';
import { useEvaluation, useTakeEdit } from './use-draft.ts';
import { ruleLabel } from './rule-labels.ts';

interface SessionPanelProps {
  draft: Draft;
  session: DraftSession | undefined;
  onTake: (session: DraftSession) => void;
  onTray: (session: DraftSession) => void;
  onLock: (session: DraftSession) => void;
}

/** One session: where it stands, what it breaks, and its running order. */
export function SessionPanel({ draft, session, onTake, onTray, onLock }: SessionPanelProps) {
  const { t } = useTranslation('prepare');
  const { pick, dayAndTime } = useFormats();
  if (!session) return <Empty>{t('chooseSession')}</Empty>;
  const room = draft.rooms.find((one) => one.id === session.roomId);
  return (
    <section className={styles.panel} aria-label={session.code}>
      <h2>
        {session.code} {pick(session.titleZh, session.titleEn)}
      </h2>
      <TrackBadge track={session.track} />
      <p className="small">
        {session.startsAt && room
          ? `${dayAndTime(session.startsAt, draft.edition.timeZone)} · ${pick(room.nameZh, room.nameEn)}`
          : t('inTray')}
        {` · ${t('minutes', { count: session.minutes })} · ${t('expected', { count: session.expected })}`}
      </p>
      {!session.begun && (
        <div className={styles.actions}>
          <Button variant="primary" disabled={session.locked} onClick={() => onTake(session)}>
            {t('take')}
          </Button>
          <Button aria-pressed={session.locked} onClick={() => onLock(session)}>
            {session.locked ? t('unlock') : t('lock')}
          </Button>
          {session.startsAt && (
            <Button disabled={session.locked} onClick={() => onTray(session)}>
              {t('toTray')}
            </Button>
          )}
        </div>
      )}
      <Breaks editionId={draft.edition.id} code={session.code} />
      <RunningOrder draft={draft} session={session} />
    </section>
  );
}

function Breaks({ editionId, code }: { editionId: string; code: string }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { label, count, list } = useFormats();
  const { data } = useEvaluation(editionId);
  const breaks =
    data?.rules
      .flatMap((rule) =>
        rule.matches.filter((match) => match.sessions.includes(code)).map((match) => ({ rule, match })),
      )
      .filter(({ match }) => match.score.hard < 0 || match.score.medium < 0 || match.score.soft < 0) ?? [];
  if (breaks.length === 0) return null;
  return (
    <div>
      <h3>{t('breaks')}</h3>
      <ul className={styles.plain}>
        {breaks.slice(0, 8).map(({ rule, match }) => (
          <li key={`${rule.name}${match.sessions.join()}`} className="small">
            <span className={rule.impact === 'warn' ? '' : styles.alert}>{label(ruleLabel(rule.name))}</span>{' '}
            {list(match.sessions.filter((one) => one !== code))}{' '}
            <span className="figures muted">{count(match.score.hard || match.score.medium || match.score.soft)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function RunningOrder({ draft, session }: { draft: Draft; session: DraftSession }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick } = useFormats();
  const queries = useQueryClient();
  const { take } = useTakeEdit(draft.edition.id);
  const [open, setOpen] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: queryKeys.draft(draft.edition.id, 'pitches', session.id, session.revision),
    queryFn: ({ signal }) =>
      get('/editions/{edition}/draft/sessions/{id}/pitches', {
        path: { edition: draft.edition.id, id: session.id },
        signal,
      }),
  });
  const move = useMutation({
    mutationFn: ({ projectId, to, position }: { projectId: string; to: DraftSession; position: number }) =>
      api('PUT', '/editions/{edition}/draft/pitches/{project}', {
        path: { edition: draft.edition.id, project: projectId },
        body: { toSessionId: to.id, position, revision: session.revision, toRevision: to.revision, page: thisPage },
      }),
    onSuccess: take,
    onError: () => void queries.invalidateQueries({ queryKey: queryKeys.draft(draft.edition.id) }),
  });
  if (!data) return <Skeleton height={240} />;
  const others = draft.sessions.filter((one) => one.field === session.field && one.id !== session.id && !one.begun);
  return (
    <div>
      <h3>{t('order', { count: data.pitches.length })}</h3>
      <ErrorLine error={move.error} />
      <ol className={orderStyles.order}>
        {data.pitches.map((pitch) => (
          <li
            key={pitch.projectId}
            draggable={!session.begun}
            onDragStart={(event) => {
              event.stopPropagation();
              event.dataTransfer.setData('text/plain', pitch.projectId);
              setDragged(pitch.projectId);
            }}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => dragged && event.preventDefault()}
            onDrop={() =>
              dragged &&
              dragged !== pitch.projectId &&
              move.mutate({ projectId: dragged, to: session, position: pitch.position })
            }
          >
            <button
              type="button"
              className={styles.link}
              aria-expanded={open === pitch.projectId}
              onClick={() => setOpen(open === pitch.projectId ? null : pitch.projectId)}
            >
              {pick(pitch.titleZh, pitch.titleEn)}
            </button>
            <span className="small muted">{pick(pitch.ownerName, pitch.ownerNameEn)}</span>
            {open === pitch.projectId && !session.begun && (
              <PitchMover
                pitch={pitch}
                last={data.pitches.length}
                others={others}
                busy={move.isPending}
                to={(to, position) => move.mutate({ projectId: pitch.projectId, to: to ?? session, position })}
              />
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The same as dragging, for the keyboard and for other sessions. */
function PitchMover({
  pitch,
  last,
  others,
  busy,
  to,
}: {
  pitch: DraftPitch;
  last: number;
  others: DraftSession[];
  busy: boolean;
  to: (session: DraftSession | null, position: number) => void;
}) {
  const { t } = useTranslation('prepare');
  const { pick } = useFormats();
  return (
    <div className={orderStyles.mover}>
      <Button disabled={busy || pitch.position === 1} onClick={() => to(null, pitch.position - 1)}>
        ↑ {t('earlier')}
      </Button>
      <Button disabled={busy || pitch.position === last} onClick={() => to(null, pitch.position + 1)}>
        ↓ {t('later')}
      </Button>
      <Field label={t('otherSession')}>
        <select
          value=""
          disabled={busy}
          onChange={(event) => to(others.find((one) => one.id === event.target.value) ?? null, 60)}
        >
          <option value="">–</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.code} {pick(one.titleZh, one.titleEn)} ({one.pitchCount})
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}
