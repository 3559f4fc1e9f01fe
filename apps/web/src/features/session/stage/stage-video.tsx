import {
  RoomAudioRenderer,
  useConnectionState,
  useTracks,
  VideoTrack,
  type TrackReference,
} from '@livekit/components-react';
import { ConnectionState, Track } from 'livekit-client';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { namesOf } from '../../../lib/media/media.ts';
import { SoundButton } from './sound-button.tsx';
import { StageTools } from './stage-tools.tsx';
import { useStageView } from './use-stage-view.ts';
import styles from './stage.module.css';

interface Props {
  /** The deck's page that is on. */
  deck?: ReactNode;
  /** What lies over the picture's corner. */
  signs?: ReactNode;
}

/**
 * Who is on stage, with their names, and what is shared: a screen, or the deck. Where there are both, what is shared is
 * large and who presents it beside it, covering nothing, or the other way round, as the viewer likes.
 */
export function StageVideo({ deck, signs }: Props) {
  const { t } = useTranslation('session');
  const stage = useRef<HTMLDivElement>(null);
  const [soundOnly, setSoundOnly] = useState(false);
  const [muted, setMuted] = useState(false);
  const [view, changeView] = useStageView();
  const reconnecting = [ConnectionState.Reconnecting, ConnectionState.SignalReconnecting].includes(
    useConnectionState(),
  );
  // Nobody can publish who is not on stage: the media server sees to it.
  const pictures = useTracks([Track.Source.ScreenShare, Track.Source.Camera]);
  const screen = pictures.find(({ source }) => source === Track.Source.ScreenShare);
  const people = pictures.filter((track) => track !== screen);
  const isShared = Boolean(screen ?? deck);
  const both = people.length > 0 && isShared;
  return (
    <div className={styles.stage} data-testid="stage" ref={stage}>
      {signs}
      <StageTools
        stage={stage}
        soundOnly={pictures.length > 0 ? { on: soundOnly, set: setSoundOnly } : null}
        view={both ? { large: view, change: changeView } : null}
      >
        <SoundButton muted={muted} setMuted={setMuted} />
      </StageTools>
      {reconnecting && (
        <span className={styles.reconnecting} role="status">
          {t('rejoining')}
        </span>
      )}
      {people.length === 0 && !isShared ? (
        <div className={styles.blank} role="status">
          <strong>{t('emptyStage')}</strong>
          <p>{t('emptyStageHint')}</p>
        </div>
      ) : (
        <div className={`${styles.scene} ${both ? styles[view] : ''}`}>
          {isShared && (
            <div className={styles.sharing}>{screen ? <Tile track={screen} soundOnly={soundOnly} /> : deck}</div>
          )}
          {people.length > 0 && (
            <div className={styles.tiles}>
              {people.map((track) => (
                <Tile key={track.publication.trackSid} track={track} soundOnly={soundOnly} />
              ))}
            </div>
          )}
        </div>
      )}
      <RoomAudioRenderer muted={muted} />
    </div>
  );
}

function Tile({ track, soundOnly }: { track: TrackReference; soundOnly: boolean }) {
  const { pick } = useFormats();
  return (
    <div className={styles.tile} data-identity={track.participant.identity}>
      {/* Without a picture on the page, the media server sends none: sound alone costs little. */}
      {!soundOnly && <VideoTrack trackRef={track} />}
      <span className={styles.name}>{pick(...namesOf(track.participant))}</span>
    </div>
  );
}
