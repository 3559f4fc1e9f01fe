import { LiveKitRoom, RoomAudioRenderer, useConnectionState, useTracks, VideoTrack } from '@livekit/components-react';
import { useQuery } from '@tanstack/react-query';
import type { SessionDetail } from '@everexpo/contracts';
import { ConnectionState, Track } from 'livekit-client';
import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { get } from '../../lib/api/api.ts';
import { namesOf } from '../../lib/media/media.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { DeckPage } from './deck/deck-page.tsx';
import { SessionFeedProvider, useSession } from './feed/session-feed.tsx';
import { currentPitch } from './running-order/on-now.tsx';
import styles from './record-page.module.css';

/**
 * What LiveKit's Egress opens in its browser to record a stage: it names the media server and a token in the address
 * and waits for the words START_RECORDING in the console (docs.livekit.io, custom recording templates).
 */
export default function RecordPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { data: session } = useQuery({
    queryKey: queryKeys.session(id),
    queryFn: ({ signal }) => get('/sessions/{id}', { path: { id }, signal }),
  });
  if (!session) return null;
  return (
    <SessionFeedProvider sessionId={id} waiting={null}>
      <LiveKitRoom
        className={styles.page}
        serverUrl={search.get('url') ?? undefined}
        token={search.get('token') ?? undefined}
      >
        <Recorded session={session} />
        <RoomAudioRenderer />
      </LiveKitRoom>
    </SessionFeedProvider>
  );
}

function Recorded({ session }: { session: SessionDetail }) {
  const { stage } = useSession();
  const connected = useConnectionState() === ConnectionState.Connected;
  const ended = stage.state === 'ended';
  const tracks = useTracks([Track.Source.ScreenShare, Track.Source.Camera]);
  const screen = tracks.find(({ source }) => source === Track.Source.ScreenShare);
  const pitch = currentPitch(session, stage);
  useEffect(() => {
    if (connected) console.log('START_RECORDING');
  }, [connected]);
  useEffect(() => {
    if (ended) console.log('END_RECORDING');
  }, [ended]);
  return (
    <>
      <div className={styles.scene}>
        {(screen || stage.deck) && (
          <div className={styles.wide}>
            {screen ? <VideoTrack trackRef={screen} /> : stage.deck && <DeckPage deck={stage.deck}>{null}</DeckPage>}
          </div>
        )}
        <div className={styles.people}>
          {tracks
            .filter((track) => track !== screen)
            .map((track) => (
              <figure key={track.publication.trackSid} data-identity={track.participant.identity}>
                <VideoTrack trackRef={track} />
                <figcaption>{[...new Set(namesOf(track.participant).filter(Boolean))].join(' · ')}</figcaption>
              </figure>
            ))}
        </div>
      </div>
      <p className={styles.foot}>
        {pitch ? `${pitch.position}  ${pitch.project.titleZh}` : `${session.titleZh} · ${session.titleEn}`}
      </p>
    </>
  );
}
