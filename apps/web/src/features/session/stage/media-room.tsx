import { LiveKitRoom, useLocalParticipantPermissions } from '@livekit/components-react';
import { useMutation } from '@tanstack/react-query';
import type { SessionDetail, StageTicket } from '@everexpo/contracts';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { connectOptions, isTakenOver, stageOptions } from '../../../lib/media/media.ts';
import { LiveBadge } from '../../../ui/badges.tsx';
import { HandButton } from '../audience/hand-button.tsx';
import { Reactions } from '../audience/reactions.tsx';
import { DeckView } from '../deck/deck-view.tsx';
import { useSession } from '../feed/session-feed.tsx';
import { BarButton } from '../frame/bar-button.tsx';
import { InBar } from '../frame/in-bar.tsx';
import signStyles from '../frame/signs.module.css';
import { StageSigns } from '../frame/stage-signs.tsx';
import { useBeside } from '../frame/widths.ts';
import { GreenCompany } from '../green/green-company.tsx';
import { GreenRoom } from '../green/green-room.tsx';
import { StageVideo } from './stage-video.tsx';

interface Props {
  session: SessionDetail;
  ticket: StageTicket;
  live: boolean;
  /** The connection is lost for good, to another page of the same person or otherwise. */
  lost: (takenOver: boolean) => void;
}

/** The media room as whoever the ticket says one is there. */
export default function MediaRoom({ session, ticket, live, lost }: Props) {
  const { stage } = useSession();
  const beside = useBeside();
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
      {live && ticket.seat === 'viewer' && (
        <InBar>
          <HandButton sessionId={session.id} ticket={ticket} />
          <Reactions sessionId={session.id} />
        </InBar>
      )}
      <OnStageTools sessionId={session.id} ticket={ticket} />
      <StageVideo
        deck={beside && stage.deck ? <DeckView sessionId={session.id} /> : undefined}
        signs={
          <StageSigns sessionId={session.id}>
            {live && (
              <span className={signStyles.sign}>
                <LiveBadge />
              </span>
            )}
          </StageSigns>
        }
      />
    </LiveKitRoom>
  );
}

/** The green room for presenters, and for one of the audience who was brought on. */
function OnStageTools({ sessionId, ticket }: { sessionId: string; ticket: StageTicket }) {
  const { t } = useTranslation('session');
  const admitted = useLocalParticipantPermissions()?.canPublish ?? false;
  const guest = ticket.seat === 'viewer' && admitted;
  const leave = useMutation({
    mutationFn: () => api('DELETE', '/sessions/{id}/stage/place', { path: { id: sessionId } }),
  });
  if (ticket.seat !== 'presenter' && !guest) return null;
  return (
    <>
      <GreenRoom recorded={ticket.recorded} sessionId={sessionId}>
        {ticket.seat === 'presenter' && <GreenCompany />}
      </GreenRoom>
      {guest && (
        <InBar>
          <BarButton icon={LogOut} disabled={leave.isPending} onClick={() => leave.mutate()}>
            {t('leaveStage')}
          </BarButton>
        </InBar>
      )}
    </>
  );
}
