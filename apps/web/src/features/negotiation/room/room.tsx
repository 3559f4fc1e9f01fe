import { LiveKitRoom, RoomAudioRenderer } from '@livekit/components-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MediaTicket, Meeting } from '@everexpo/contracts';
import type { DisconnectReason } from 'livekit-client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiError } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { connectOptions, isTakenOver } from '../../../lib/media/media.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { thisPage } from '../../../lib/realtime/this-page.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { Elsewhere } from '../../../ui/feedback/elsewhere.tsx';
import { errorText, Notice } from '../../../ui/feedback/states.tsx';
import { RoomTools, presenceOf, Table } from './table.tsx';
import { useEncryptedRoom, type EncryptedRoom } from './use-e2ee.ts';
import { useMeetingAct } from '../../meetings/index.ts';
import styles from '../negotiation.module.css';

/** Whether one was in the room of the generation before: then one goes on into the new one by oneself. */
const wasInside = new Set<string>();
const RETRY_MS = 2_000;

/** Whoever has been signed out meanwhile does not go in again by oneself. */
export const forgetInside = (meetingId: string) => void wasInside.delete(meetingId);

/** The private room itself: the door, the seats, the lock and the clock. */
export function Room({ meeting, meId }: { meeting: Meeting; meId: string }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const act = useMeetingAct(meeting.id);
  const own = meeting.parties.find(({ personId }) => personId === meId);
  const door = useDoor(meeting, own?.admitted === true);
  const encrypted = useEncryptedRoom(meeting.id, door.ticket !== undefined);
  const error = door.error ?? act.error;
  return (
    <div className={styles.column}>
      <div className={styles.bar}>
        <Lock encrypted={encrypted} />
        <Clock meeting={meeting} />
        {own?.side !== 'guest' && (
          <ConfirmButton
            confirm={t('confirmEnd')}
            act={() => {
              wasInside.delete(meeting.id);
              act.mutate(() => api('POST', '/meetings/{id}/end', { path: { id: meeting.id } }));
            }}
          >
            {t('end')}
          </ConfirmButton>
        )}
      </div>
      {error && <Notice>{errorText(error)}</Notice>}
      <Door meeting={meeting} meId={meId} host={own?.side === 'owner'} act={act.mutate} />
      {door.ticket && encrypted.state !== 'waiting' ? (
        <LiveKitRoom
          room={encrypted.room}
          serverUrl={door.ticket.url}
          token={door.ticket.token}
          connectOptions={connectOptions(door.ticket)}
          audio
          video
          onDisconnected={door.lost}
        >
          <Table meeting={meeting} meId={meId} />
          <RoomTools />
          <RoomAudioRenderer />
        </LiveKitRoom>
      ) : (
        <div>
          <Table meeting={meeting} meId={meId} outside />
          <div className={styles.tools} role="status">
            {door.elsewhere ? (
              <Elsewhere takeBack={() => door.enter(true)} />
            ) : door.knocking ? (
              <strong>{t('knocking')}</strong>
            ) : (
              <Button variant="primary" large disabled={door.busy} onClick={() => door.enter(true)}>
                {t('enter')}
              </Button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/**
 * The way in: a ticket for those who may, a knock for those who wait. Let in, moved to a fresh room, or back after a
 * lost connection one goes in by oneself, unless one has gone on in another page.
 */
function useDoor(
  meeting: Meeting,
  admitted: boolean,
): {
  ticket: MediaTicket | undefined;
  knocking: boolean;
  busy: boolean;
  error: unknown;
  elsewhere: boolean;
  enter: (takeOver: boolean) => void;
  lost: (reason?: DisconnectReason) => void;
} {
  const queries = useQueryClient();
  const [takenOver, setTakenOver] = useState(false);
  const { data, error, isIdle, isPending, mutate, reset } = useMutation({
    mutationFn: (takeOver: boolean) =>
      api('POST', '/meetings/{id}/ticket', { path: { id: meeting.id }, body: { page: thisPage, takeOver } }),
    onSuccess: () => wasInside.add(meeting.id),
    // Refused, for it is over since a moment, or one waits at the door: the page says how it stands now.
    onError: () => queries.invalidateQueries({ queryKey: queryKeys.meeting(meeting.id) }),
    networkMode: 'always',
    // Who was inside when the servers went away tries until they are back.
    retry: (_count, failure) => wasInside.has(meeting.id) && (!(failure instanceof ApiError) || failure.status >= 500),
    retryDelay: RETRY_MS,
  });
  const refusal = error instanceof ApiError ? error.problem.code : undefined;
  const knocking = refusal === 'waiting';
  const elsewhere = takenOver || refusal === 'elsewhere';
  const goesIn = admitted && !elsewhere && (knocking || (wasInside.has(meeting.id) && isIdle));
  useEffect(() => {
    if (goesIn) mutate(false);
  }, [goesIn, mutate]);
  return {
    ticket: data,
    knocking,
    busy: isPending,
    error: knocking || elsewhere ? null : error,
    elsewhere,
    enter: (takeOver) => {
      setTakenOver(false);
      mutate(takeOver);
    },
    lost: (reason) => {
      if (isTakenOver(reason)) {
        wasInside.delete(meeting.id);
        setTakenOver(true);
      }
      reset();
    },
  };
}

interface DoorProps {
  meeting: Meeting;
  meId: string;
  host: boolean;
  act: (ask: () => Promise<Meeting>) => void;
}

/** Who is there, the same for both sides; the host lets in who knocks, and puts out who is no longer wanted. */
function Door({ meeting, meId, host, act }: DoorProps) {
  const { t } = useTranslation('negotiation');
  const { pick } = useFormats();
  const others = meeting.parties.filter(({ personId }) => personId !== meId);
  const knocking = others.filter((party) => host && presenceOf(party) === 'atDoor');
  const inside = others.filter(({ admitted }) => admitted);
  return (
    <>
      {knocking.map((party) => (
        <div key={party.personId} className={styles.knock} role="alert">
          <strong>{t('knocks', { name: pick(party.name, party.nameEn) })}</strong>
          <Button
            variant="primary"
            onClick={() =>
              act(() =>
                api('POST', '/meetings/{id}/parties/{person}/admit', {
                  path: { id: meeting.id, person: party.personId },
                }),
              )
            }
          >
            {t('admit')}
          </Button>
        </div>
      ))}
      {inside.length > 0 && (
        <details className={styles.fold}>
          <summary>{t('door')}</summary>
          <ul className={styles.lines}>
            {inside.map((party) => (
              <li key={party.personId} className={styles.bar}>
                <span>
                  {pick(party.name, party.nameEn)} <span className="muted">{t(`presence.${presenceOf(party)}`)}</span>
                </span>
                {host && (
                  <Button
                    variant="quiet"
                    onClick={() =>
                      act(() =>
                        api('POST', '/meetings/{id}/parties/{person}/remove', {
                          path: { id: meeting.id, person: party.personId },
                        }),
                      )
                    }
                  >
                    {t('remove', { name: pick(party.name, party.nameEn) })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The lock with its state in words. */
function Lock({ encrypted }: { encrypted: EncryptedRoom }) {
  const { t } = useTranslation('negotiation');
  return (
    <p className={styles.lock} data-e2ee={encrypted.state}>
      <svg
        width="18"
        height="18"
        viewBox="0 0 18 18"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
      >
        <rect x="3" y="8" width="12" height="8" rx="2" />
        <path d={encrypted.state === 'none' ? 'M6 8V5.5a3 3 0 0 1 5.5-1.5' : 'M6 8V5.5a3 3 0 0 1 6 0V8'} />
      </svg>
      <span>
        {t('private')} · <strong>{t(`e2ee.${encrypted.state}`)}</strong>
        {encrypted.safetyCode && (
          <>
            {' '}
            · {t('safetyCode')} <span className="figures">{encrypted.safetyCode}</span>
          </>
        )}
      </span>
    </p>
  );
}

/** What is left of the agreed time. */
function Clock({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation(['negotiation', 'common']);
  const { time, zone } = useFormats();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  if (!meeting.startsAt || !meeting.endsAt) return null;
  const minutes = Math.ceil((Date.parse(meeting.endsAt) - now) / 60_000);
  const begun = Date.parse(meeting.startsAt) <= now;
  return (
    <p className="figures" role="timer">
      {begun
        ? t('left', { n: Math.max(0, minutes) })
        : `${time(meeting.startsAt, meeting.timeZone)} ${zone(meeting.startsAt, meeting.timeZone)}`}
      {meeting.table && ` · ${t('common:table', { n: meeting.table })}`}
    </p>
  );
}
