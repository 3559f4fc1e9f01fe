import { useQuery } from '@tanstack/react-query';
import type { Draft, RepairRequest } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Field } from '../../../ui/field.tsx';
import styles from '../prepare.module.css';

export interface Cause {
  kind: RepairRequest['cause'];
  roomId: string;
  sessionId: string;
  personId: string;
  hours: number;
  minutes: number;
}

const KINDS: Cause['kind'][] = ['room-lost', 'person-stuck', 'overrun'];

/** What broke: a room, a presenter, or a session's time. */
export function CauseFields({ draft, cause, change }: { draft: Draft; cause: Cause; change: (cause: Cause) => void }) {
  const { t } = useTranslation('prepare');
  const { pick } = useFormats();
  const set = (part: Partial<Cause>) => change({ ...cause, ...part });
  const hours = (
    <Field label={t('hours')}>
      <input
        type="number"
        min={1}
        max={336}
        value={cause.hours}
        onChange={(event) => set({ hours: Number(event.target.value) })}
      />
    </Field>
  );
  return (
    <>
      <Field label={t('cause')}>
        <select
          value={cause.kind}
          onChange={(event) => set({ kind: KINDS.find((kind) => kind === event.target.value) ?? 'room-lost' })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`causes.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <div className={styles.two}>
        {cause.kind === 'room-lost' && (
          <>
            <Field label={t('room')}>
              <select value={cause.roomId} onChange={(event) => set({ roomId: event.target.value })}>
                {draft.rooms.map((room) => (
                  <option key={room.id} value={room.id}>
                    {pick(room.nameZh, room.nameEn)}
                  </option>
                ))}
              </select>
            </Field>
            {hours}
          </>
        )}
        {cause.kind !== 'room-lost' && (
          <SessionSelect
            draft={draft}
            value={cause.sessionId}
            choose={(sessionId) => set({ sessionId, personId: '' })}
          />
        )}
        {cause.kind === 'person-stuck' && (
          <>
            <PersonSelect
              editionId={draft.edition.id}
              sessionId={cause.sessionId}
              value={cause.personId}
              choose={(personId) => set({ personId })}
            />
            {hours}
          </>
        )}
        {cause.kind === 'overrun' && (
          <Field label={t('overrunMinutes')}>
            <input
              type="number"
              min={5}
              max={240}
              step={5}
              value={cause.minutes}
              onChange={(event) => set({ minutes: Number(event.target.value) })}
            />
          </Field>
        )}
      </div>
    </>
  );
}

function SessionSelect({ draft, value, choose }: { draft: Draft; value: string; choose: (sessionId: string) => void }) {
  const { t } = useTranslation('prepare');
  const { pick } = useFormats();
  return (
    <Field label={t('session')}>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">–</option>
        {draft.sessions
          .filter((one) => one.startsAt !== null)
          .map((one) => (
            <option key={one.id} value={one.id}>
              {one.code} {pick(one.titleZh, one.titleEn)}
            </option>
          ))}
      </select>
    </Field>
  );
}

/** One of those who pitch in a session. */
function PersonSelect({
  editionId,
  sessionId,
  value,
  choose,
}: {
  editionId: string;
  sessionId: string;
  value: string;
  choose: (personId: string) => void;
}) {
  const { t } = useTranslation('prepare');
  const { pick } = useFormats();
  const { data } = useQuery({
    queryKey: queryKeys.draft(editionId, 'pitches', sessionId),
    queryFn: ({ signal }) =>
      get('/editions/{edition}/draft/sessions/{id}/pitches', { path: { edition: editionId, id: sessionId }, signal }),
    enabled: sessionId !== '',
  });
  return (
    <Field label={t('person')}>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">–</option>
        {data?.pitches.map((pitch) => (
          <option key={pitch.projectId} value={pitch.ownerId}>
            {pick(pitch.ownerName, pitch.ownerNameEn)}
          </option>
        ))}
      </select>
    </Field>
  );
}
