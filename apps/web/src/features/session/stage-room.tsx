import { LiveKitRoom, useLocalParticipantPermissions } from '@livekit/components-react';
import type { SessionDetail, StageTicket } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { connectOptions, stageOptions } from '../../lib/media.ts';
import { useFormats } from '../../lib/format.ts';
import { HandButton } from './audience/hand-button.tsx';
import { Reactions } from './audience/reactions.tsx';
import { DeckView } from './deck-view.tsx';
import { useSession } from './feed/session-feed.tsx';
import { GreenRoom } from './green-room.tsx';
import { StageVideo } from './stage-video.tsx';
import { useStageTicket } from './use-stage-ticket.ts';
import styles from './session.module.css';

/** The stage: joins the media room as whoever the server says one is there, and comes back by itself when it is lost. */
export function StageRoom({ session }: { session: SessionDetail }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const { stage } = useSession();
  const { ticket, problem, lost } = useStageTicket(session.id, stage.state);
  const live = stage.state === 'live';
  if (stage.state === 'ended') return <Blank title={t('session.ended')} hint={t('session.endedHint')} />;
  if (problem === 'removed') return <Blank title={t('session.removed')} hint={t('session.removedHint')} />;
  if (problem === 'no_live_video') return <Blank title={t('noVideo')} />;
  if (!ticket && !live) return <Blank title={t('session.notOpen')} hint={t('session.startsAt', { time: time(session.startsAt, session.timeZone) })} />;
  if (!ticket) return problem ? <Blank title={t('session.mediaLost')} hint={t('session.rejoining')} /> : <Blank title={t('session.connecting')} />;
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
          {ticket.seat === 'viewer' && <HandButton sessionId={session.id} identity={ticket.identity} />}
        </div>
      )}
      <OnStageTools ticket={ticket} />
    </LiveKitRoom>
  );
}

/** The green room for presenters, and for one of the audience who was brought on. */
function OnStageTools({ ticket }: { ticket: StageTicket }) {
  const admitted = useLocalParticipantPermissions()?.canPublish ?? false;
  return ticket.seat === 'presenter' || (ticket.seat === 'viewer' && admitted) ? <GreenRoom /> : null;
}

function Blank({ title, hint }: { title: string; hint?: string }) {
  return (
    <div className={styles.stage}>
      <div className={styles.blank} role="status">
        <strong>{title}</strong>
        {hint && <p>{hint}</p>}
      </div>
    </div>
  );
}
