import { LiveKitRoom, useLocalParticipantPermissions } from '@livekit/components-react';
import type { StageTicket } from '@everexpo/contracts';
import { connectOptions, isTakenOver, stageOptions } from '../../../lib/media/media.ts';
import { HandButton } from '../audience/hand-button.tsx';
import { Reactions } from '../audience/reactions.tsx';
import { DeckView } from '../deck/deck-view.tsx';
import { GreenCompany } from './green-company.tsx';
import { GreenRoom } from './green-room.tsx';
import { StageVideo } from './stage-video.tsx';
import styles from './stage.module.css';

interface Props {
  sessionId: string;
  ticket: StageTicket;
  live: boolean;
  /** The connection is lost for good, to another page of the same person or otherwise. */
  lost: (takenOver: boolean) => void;
}

/** The media room as whoever the ticket says one is there. */
export default function MediaRoom({ sessionId, ticket, live, lost }: Props) {
  return (
    <LiveKitRoom
      key={ticket.token}
      style={{ display: 'contents' }}
      serverUrl={ticket.url}
      token={ticket.token}
      connectOptions={connectOptions(ticket)}
      options={stageOptions()}
      onDisconnected={(reason) => lost(isTakenOver(reason))}
    >
      <StageVideo live={live} />
      <DeckView sessionId={sessionId} />
      {live && (
        <div className={styles.audienceRow}>
          <Reactions sessionId={sessionId} />
          {ticket.seat === 'viewer' && <HandButton sessionId={sessionId} ticket={ticket} />}
        </div>
      )}
      <OnStageTools sessionId={sessionId} ticket={ticket} />
    </LiveKitRoom>
  );
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
