import { LiveKitRoom, useLocalParticipantPermissions } from '@livekit/components-react';
import type { SessionDetail, StageTicket } from '@everexpo/contracts';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../lib/clock.ts';
import { useFormats } from '../../lib/format.ts';
import { connectOptions, stageOptions } from '../../lib/media.ts';
import { standingOf } from '../../lib/session-standing.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Elsewhere } from '../../ui/elsewhere.tsx';
import { HandButton } from './audience/hand-button.tsx';
import { Reactions } from './audience/reactions.tsx';
import { DeckView } from './deck-view.tsx';
import { useSession } from './feed/session-feed.tsx';
import { GreenCompany } from './green-company.tsx';
import { GreenRoom } from './green-room.tsx';
import { QueueNotice } from './queue-notice.tsx';
import { StageVideo } from './stage-video.tsx';
import { useStageTicket } from './use-stage-ticket.ts';
import styles from './session.module.css';

const Broadcast = lazy(() => import('./broadcast.tsx'));

/** The stage: joins the media room as whoever the server says one is there, and comes back by itself when it is lost. */
export function StageRoom({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const { stage } = useSession();
  const { way, queue, problem, lost, raiseHand, takeBack } = useStageTicket(session.id, stage.state);
  const live = stage.state === 'live';
  const connecting = <Blank title={t('session.connecting')} />;
  if (stage.state === 'ended') return <Ended session={session} />;
  if (isRefusal(problem)) return <Refusal problem={problem} takeBack={takeBack} />;
  if (!way && !live) return <NotOpen session={session} />;
  if (!way && queue)
    return (
      <Blank>
        <QueueNotice queue={queue} />
      </Blank>
    );
  if (!way) return problem ? <Blank title={t('session.mediaLost')} hint={t('session.rejoining')} /> : connecting;
  if (way.seat === 'broadcast')
    return (
      <Suspense fallback={connecting}>
        <Broadcast sessionId={session.id} ticket={way} raiseHand={raiseHand} gone={lost} />
      </Suspense>
    );
  const ticket = way;
  return (
    <LiveKitRoom
      key={ticket.token}
      style={{ display: 'contents' }}
      serverUrl={ticket.url}
      token={ticket.token}
      connectOptions={connectOptions(ticket)}
      options={stageOptions()}
      onDisconnected={lost}
    >
      <StageVideo live={live} />
      <DeckView sessionId={session.id} />
      {live && (
        <div className={styles.audienceRow}>
          <Reactions sessionId={session.id} />
          {ticket.seat === 'viewer' && <HandButton sessionId={session.id} ticket={ticket} />}
        </div>
      )}
      <OnStageTools sessionId={session.id} ticket={ticket} />
    </LiveKitRoom>
  );
}

/** After it: the way to the replay, or whether there will be one. */
function Ended({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const { stage } = useSession();
  const hint = t(stage.hasRecording || stage.recording ? 'session.endedHint' : 'session.notRecorded');
  return (
    <Blank title={t('session.ended')} hint={stage.replay ? undefined : hint}>
      {stage.replay && (
        <ButtonLink look="primary" to={`/sessions/${session.id}/replay`}>
          {t('replay.watch')}
        </ButtonLink>
      )}
    </Blank>
  );
}

/** Before it is opened: when it begins or should have begun, and in the end that it did not take place. */
function NotOpen({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const standing = standingOf({ ...session, state: 'scheduled' }, useServerNow(10_000));
  if (standing === 'not-held') return <Blank title={t('session.notHeld')} hint={t('session.notHeldHint')} />;
  const starts = { time: time(session.startsAt, session.timeZone) };
  const hint = standing === 'late' ? t('session.late', starts) : t('session.startsAt', starts);
  return <Blank title={t('session.notOpen')} hint={hint} />;
}

const REFUSALS = {
  removed: { title: 'session.removed', hint: 'session.removedHint' },
  no_live_video: { title: 'noVideo' },
  stage_full: { title: 'session.full', hint: 'session.fullHint' },
} as const;
type Refused = keyof typeof REFUSALS | 'elsewhere';

const isRefusal = (problem: string | null): problem is Refused =>
  problem !== null && (problem === 'elsewhere' || problem in REFUSALS);

/** Why one is not in the room, where coming again by itself does not help. */
function Refusal({ problem, takeBack }: { problem: Refused; takeBack: () => void }) {
  const { t } = useTranslation();
  if (problem === 'elsewhere')
    return (
      <Blank>
        <Elsewhere takeBack={takeBack} />
      </Blank>
    );
  const { title, ...more } = REFUSALS[problem];
  return <Blank title={t(title)} hint={'hint' in more ? t(more.hint) : undefined} />;
}

/** The green room for presenters, and for one of the audience who was brought on. */
function OnStageTools({ sessionId, ticket }: { sessionId: string; ticket: StageTicket }) {
  const admitted = useLocalParticipantPermissions()?.canPublish ?? false;
  return ticket.seat === 'presenter' || (ticket.seat === 'viewer' && admitted) ? (
    <GreenRoom recorded={ticket.recorded} sessionId={sessionId}>
      {ticket.seat === 'presenter' && <GreenCompany />}
    </GreenRoom>
  ) : null;
}

function Blank({ title, hint, children }: { title?: string; hint?: string; children?: ReactNode }) {
  return (
    <div className={styles.stage}>
      <div className={styles.blank} role="status">
        {title && <strong>{title}</strong>}
        {hint && <p>{hint}</p>}
        {children}
      </div>
    </div>
  );
}
