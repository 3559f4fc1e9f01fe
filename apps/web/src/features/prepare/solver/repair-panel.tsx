import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft, RepairProposal, RepairRequest } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorLine, Notice } from '../../../ui/feedback/states.tsx';
import { CauseFields, type Cause } from './cause-fields.tsx';
import styles from '../prepare.module.css';

const HOUR = 3_600_000;

/** When the day breaks: one press proposes the repair that moves the fewest people, one more publishes it. */
export function RepairPanel({ draft }: { draft: Draft }) {
  const { t } = useTranslation(['prepare', 'common']);
  const queries = useQueryClient();
  const [cause, setCause] = useState<Cause>({
    kind: 'room-lost',
    roomId: draft.rooms[0]?.id ?? '',
    sessionId: '',
    personId: '',
    hours: 72,
    minutes: 30,
  });
  const editionId = draft.edition.id;
  const intent = useIntentKey();
  const propose = useMutation({
    mutationFn: () =>
      api('POST', '/editions/{edition}/draft/repair', { path: { edition: editionId }, body: requestOf(cause) }),
  });
  const publish = useMutation({
    mutationFn: (proposal: RepairProposal) => {
      const body = {
        note: t(`repairNote.${cause.kind}`),
        placements: proposal.moves.map((move) => ({
          sessionId: move.sessionId,
          revision: move.revision,
          roomId: move.to?.roomId ?? null,
          startsAt: move.to?.startsAt ?? null,
        })),
      };
      return intent.send(body, (idempotencyKey) =>
        api('POST', '/editions/{edition}/versions', { path: { edition: editionId }, body, idempotencyKey }),
      );
    },
    onSuccess: () => {
      propose.reset();
      for (const queryKey of [
        queryKeys.draft(editionId),
        queryKeys.versions(editionId),
        queryKeys.draftDiff(editionId),
      ])
        void queries.invalidateQueries({ queryKey });
    },
  });
  const incomplete =
    (cause.kind === 'overrun' && cause.sessionId === '') || (cause.kind === 'person-stuck' && cause.personId === '');
  const error = propose.error ?? publish.error;
  return (
    <section className={styles.panel} aria-label={t('repair')}>
      <p className="small muted">{t('repairLead')}</p>
      <CauseFields
        draft={draft}
        cause={cause}
        change={(next) => {
          setCause(next);
          propose.reset();
        }}
      />
      <div>
        <Button variant="primary" disabled={propose.isPending || incomplete} onClick={() => propose.mutate()}>
          {t('propose')}
        </Button>
      </div>
      <ErrorLine error={error} />
      <div role="status">
        {propose.data && (
          <Proposal draft={draft} proposal={propose.data} busy={publish.isPending} publish={publish.mutate} />
        )}
        {publish.data && <Notice gold>{t('published', { n: publish.data.number ?? '' })}</Notice>}
      </div>
    </section>
  );
}

function requestOf({ kind, roomId, sessionId, personId, hours, minutes }: Cause): RepairRequest {
  const span = { from: new Date().toISOString(), until: new Date(Date.now() + hours * HOUR).toISOString() };
  switch (kind) {
    case 'room-lost':
      return { cause: kind, roomId, ...span };
    case 'person-stuck':
      return { cause: kind, personId, ...span };
    case 'overrun':
      return { cause: kind, sessionId, minutes };
  }
}

/** What would move where, and how many people that concerns. */
function Proposal({
  draft,
  proposal,
  busy,
  publish,
}: {
  draft: Draft;
  proposal: RepairProposal;
  busy: boolean;
  publish: (proposal: RepairProposal) => void;
}) {
  const { t } = useTranslation('prepare');
  const { pick, dayAndTime } = useFormats();
  const place = (at: { roomId: string; startsAt: string }) => {
    const room = draft.rooms.find((one) => one.id === at.roomId);
    return `${room ? pick(room.nameZh, room.nameEn) : ''} ${dayAndTime(at.startsAt, draft.edition.timeZone)}`;
  };
  return (
    <Notice>
      <strong>
        {t(proposal.moves.length === 0 ? 'nothingToMove' : 'proposal', {
          n: proposal.moves.length,
          people: proposal.people,
          seconds: (proposal.durationMs / 1000).toFixed(1),
        })}
      </strong>
      {!proposal.solved && <span className={styles.alert}>{t('notSolved')}</span>}
      <ul className={styles.plain}>
        {proposal.moves.map((move) => (
          <li key={move.sessionId} className="small">
            <strong>{move.code}</strong> {place(move.from)} → {move.to ? place(move.to) : t('tray')}{' '}
            <span className="muted">{t('peopleConcerned', { count: move.people })}</span>
          </li>
        ))}
      </ul>
      {proposal.moves.length > 0 && (
        <Button variant="primary" disabled={busy} onClick={() => publish(proposal)}>
          {t('publishRepair', { count: proposal.people })}
        </Button>
      )}
    </Notice>
  );
}
