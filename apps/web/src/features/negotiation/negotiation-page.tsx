import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Meeting, MeetingSide } from '@everexpo/contracts';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError, get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useMe } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { Page } from '../../ui/page.tsx';
import { SignInOffer } from '../../ui/feedback/sign-in-offer.tsx';
import { Failure, Notice, Skeleton } from '../../ui/feedback/states.tsx';
import { Agreements } from '../agreements/index.ts';
import { MeetingCard } from '../meetings/index.ts';
import { forgetInside, Room } from './room/room.tsx';
import { BringIn, Files, Outcome, SideTalk } from './room/room-side.tsx';
import { TermSheet } from './sheet/term-sheet.tsx';
import { TryAgain } from './try-again.tsx';
import { useSheet, type Sheet } from './sheet/use-sheet.ts';
import styles from './negotiation.module.css';

export default function NegotiationPage() {
  const { t } = useTranslation('negotiation');
  const { id = '' } = useParams();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const { data: meeting, error } = useQuery({
    queryKey: queryKeys.meeting(id),
    queryFn: ({ signal }) => get('/meetings/{id}', { path: { id }, signal }),
    enabled: me !== undefined,
    retry: false,
  });
  const look = useCallback(
    (change: { id: string }) => {
      if (change.id === id) void queries.invalidateQueries({ queryKey: queryKeys.meeting(id) });
    },
    [queries, id],
  );
  const signedOut = me?.person === null;
  useEffect(() => {
    if (signedOut) forgetInside(id);
  }, [signedOut, id]);
  useServerEvent('meeting:changed', look);
  useServerEvent('meeting:ended', look);
  const refused = error instanceof ApiError && [401, 404].includes(error.status);
  if (refused || signedOut) return <Refused error={refused ? error : undefined} />;
  if (isLost(error, meeting))
    return (
      <Page title={t('title')} frame="list">
        <Failure error={error} />
      </Page>
    );
  if (!meeting || !me?.person)
    return (
      <Page title={t('title')} frame="list">
        <Skeleton height={420} />
      </Page>
    );
  return <Negotiation meeting={meeting} meId={me.person.id} />;
}

function Refused({ error }: { error: ApiError | undefined }) {
  const { t } = useTranslation('negotiation');
  return (
    <Page title={t('title')} frame="list">
      <h1>{t('refused')}</h1>
      <p className="muted">{t('refusedHint')}</p>
      <SignInOffer error={error} />
    </Page>
  );
}

const HELD = ['accepted', 'open'];
/** Those that did not come about. */
const FAILED = ['missed', 'declined', 'cancelled'];

/** A call that nobody answered came to nothing that could be written down. */
const hasOutcome = ({ state, instant }: Meeting) => state === 'ended' || (state === 'missed' && !instant);

/** What became of a meeting, as its reader sees it; null while it may still be held. */
function outcomeOf({ state, instant, openedBy }: Meeting, meId: string) {
  if (state === 'requested' || state === 'accepted' || state === 'open') return null;
  if (state !== 'missed' || !instant) return state;
  return openedBy === meId ? 'notAnswered' : 'missedCall';
}

interface PlaceProps {
  meeting: Meeting;
  meId: string;
  side: MeetingSide | null;
  inside: boolean;
  sheet: Sheet;
}

function Negotiation({ meeting, meId }: { meeting: Meeting; meId: string }) {
  const { t } = useTranslation('negotiation');
  const { pick } = useFormats();
  const own = meeting.parties.find(({ personId }) => personId === meId);
  const side = own && own.side !== 'guest' ? own.side : null;
  const inside = own?.admitted === true || side === 'owner';
  const sheet = useSheet(meeting, meId, inside && meeting.state !== 'requested');
  const fate = outcomeOf(meeting, meId);
  const place = { meeting, meId, side, inside, sheet };
  return (
    <Page title={t('title')} frame="list">
      <div className={styles.head}>
        <h1>{pick(meeting.project.titleZh, meeting.project.titleEn)}</h1>
      </div>
      {meeting.state === 'requested' && side && <MeetingCard meeting={meeting} meId={meId} />}
      {fate && (
        <Notice>
          <strong>{t(`over.${fate}`)}</strong>
          {meeting.reason && <span>{meeting.reason}</span>}
          {side && FAILED.includes(meeting.state) && <TryAgain meeting={meeting} />}
        </Notice>
      )}
      <div className={styles.layout}>
        <Talk {...place} />
        <Papers {...place} />
      </div>
    </Page>
  );
}

/** Where the two sides face each other, and the sheet between them. */
function Talk({ meeting, meId, side, inside, sheet }: PlaceProps) {
  return (
    <div className={styles.column}>
      {HELD.includes(meeting.state) && <Room key={meeting.generation} meeting={meeting} meId={meId} />}
      {hasOutcome(meeting) && side && <Outcome meeting={meeting} side={side} />}
      {meeting.state !== 'requested' && inside && (
        <TermSheet meeting={meeting} sheet={sheet} readOnly={side === null} />
      )}
    </div>
  );
}

/** What lies beside: agreements, files, what one's own side says, who else may come. */
function Papers({ meeting, meId, side, inside, sheet }: PlaceProps) {
  const [start, setStart] = useState<string | null>(null);
  return (
    <div className={styles.column}>
      {side && (
        <Agreements meeting={meeting} meId={meId} start={start} sheet={sheet.text} begin={() => setStart(sheet.text)} />
      )}
      {inside && <Files meeting={meeting} />}
      {side && <SideTalk meeting={meeting} />}
      {side && HELD.includes(meeting.state) && <BringIn meeting={meeting} side={side} />}
    </div>
  );
}
