import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft, RepairProposal, RepairRequest, Version } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { errorText, Notice } from '../../ui/states.tsx';
import styles from './prepare.module.css';
import { draftKey } from './use-draft.ts';

const HOUR = 3_600_000;

/** When the day breaks: one press proposes the repair that moves the fewest people, one more publishes it. */
export function RepairPanel({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { pick, dayAndTime } = useFormats();
  const queries = useQueryClient();
  const [cause, setCause] = useState<'room-lost' | 'overrun'>('room-lost');
  const [roomId, setRoomId] = useState(draft.rooms[0]?.id ?? '');
  const [hours, setHours] = useState(72);
  const [sessionId, setSessionId] = useState('');
  const [minutes, setMinutes] = useState(30);
  const editionId = draft.edition.id;
  const propose = useMutation({
    mutationFn: () => {
      const now = Date.now();
      const body: RepairRequest =
        cause === 'room-lost'
          ? { cause, roomId, from: new Date(now).toISOString(), until: new Date(now + hours * HOUR).toISOString() }
          : { cause, sessionId, minutes };
      return api<RepairProposal>('POST', `/editions/${editionId}/draft/repair`, { body });
    },
  });
  const publish = useMutation({
    mutationFn: (proposal: RepairProposal) =>
      api<Version>('POST', `/editions/${editionId}/versions`, {
        body: {
          note: t(`prepare.repairNote.${cause}`),
          placements: proposal.moves.map((move) => ({ sessionId: move.sessionId, revision: move.revision, roomId: move.to?.roomId ?? null, startsAt: move.to?.startsAt ?? null })),
        },
        idempotencyKey: newKey(),
      }),
    onSuccess: () => {
      propose.reset();
      void queries.invalidateQueries({ queryKey: draftKey(editionId) });
      void queries.invalidateQueries({ queryKey: ['versions', editionId] });
      void queries.invalidateQueries({ queryKey: ['draft-diff', editionId] });
    },
  });
  const roomName = (id: string) => {
    const room = draft.rooms.find((one) => one.id === id);
    return room ? pick(room.nameZh, room.nameEn) : '';
  };
  const proposal = propose.data;
  const error = propose.error ?? publish.error;
  return (
    <section className={styles.panel} aria-label={t('prepare.repair')}>
      <p className="small muted">{t('prepare.repairLead')}</p>
      <Field label={t('prepare.cause')}>
        <select value={cause} onChange={(event) => { setCause(event.target.value as typeof cause); propose.reset(); }}>
          <option value="room-lost">{t('prepare.causes.room-lost')}</option>
          <option value="overrun">{t('prepare.causes.overrun')}</option>
        </select>
      </Field>
      {cause === 'room-lost' ? (
        <div className={styles.two}>
          <Field label={t('prepare.room')}>
            <select value={roomId} onChange={(event) => setRoomId(event.target.value)}>{draft.rooms.map((room) => <option key={room.id} value={room.id}>{pick(room.nameZh, room.nameEn)}</option>)}</select>
          </Field>
          <Field label={t('prepare.hours')}><input type="number" min={1} max={336} value={hours} onChange={(event) => setHours(Number(event.target.value))} /></Field>
        </div>
      ) : (
        <div className={styles.two}>
          <Field label={t('prepare.session')}>
            <select value={sessionId} onChange={(event) => setSessionId(event.target.value)}>
              <option value="">–</option>
              {draft.sessions.filter((one) => one.startsAt !== null).map((one) => <option key={one.id} value={one.id}>{one.code} {pick(one.titleZh, one.titleEn)}</option>)}
            </select>
          </Field>
          <Field label={t('prepare.overrunMinutes')}><input type="number" min={5} max={240} step={5} value={minutes} onChange={(event) => setMinutes(Number(event.target.value))} /></Field>
        </div>
      )}
      <div><Button look="primary" disabled={propose.isPending || (cause === 'overrun' && sessionId === '')} onClick={() => propose.mutate()}>{t('prepare.propose')}</Button></div>
      {error && <p role="alert" className={styles.alert}>{errorText(error, t('errors.network'))}</p>}
      <div role="status">
        {proposal && (
          <Notice>
            <strong>{t(proposal.moves.length === 0 ? 'prepare.nothingToMove' : 'prepare.proposal', { n: proposal.moves.length, people: proposal.people, seconds: (proposal.milliseconds / 1000).toFixed(1) })}</strong>
            {!proposal.solved && <span className={styles.alert}>{t('prepare.notSolved')}</span>}
            <ul className={styles.plain}>
              {proposal.moves.map((move) => (
                <li key={move.sessionId} className="small">
                  <strong>{move.code}</strong> {roomName(move.from.roomId)} {dayAndTime(move.from.startsAt, draft.edition.timeZone)} → {move.to ? `${roomName(move.to.roomId)} ${dayAndTime(move.to.startsAt, draft.edition.timeZone)}` : t('prepare.tray')} <span className="muted">{t('prepare.peopleConcerned', { n: move.people })}</span>
                </li>
              ))}
            </ul>
            {proposal.moves.length > 0 && <Button look="primary" disabled={publish.isPending} onClick={() => publish.mutate(proposal)}>{t('prepare.publishRepair', { n: proposal.people })}</Button>}
          </Notice>
        )}
        {publish.data && <Notice gold>{t('prepare.published', { n: publish.data.number })}</Notice>}
      </div>
    </section>
  );
}
