import {
  RoomAudioRenderer,
  useAudioPlayback,
  useConnectionState,
  useTracks,
  VideoTrack,
} from '@livekit/components-react';
import { ConnectionState, Track } from 'livekit-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { namesOf } from '../../../lib/media/media.ts';
import { Button } from '../../../ui/button.tsx';
import { LiveBadge } from '../../../ui/badges.tsx';
import styles from './stage.module.css';

/** Who is on stage, large, with their names; a shared screen larger still. */
export function StageVideo({ live }: { live: boolean }) {
  const { t } = useTranslation(['session', 'common']);
  const { pick } = useFormats();
  const stage = useRef<HTMLDivElement>(null);
  const [soundOnly, setSoundOnly] = useState(false);
  const reconnecting = [ConnectionState.Reconnecting, ConnectionState.SignalReconnecting].includes(
    useConnectionState(),
  );
  // Nobody can publish who is not on stage: the media server sees to it.
  const pictures = useTracks([Track.Source.ScreenShare, Track.Source.Camera]);
  const screen = pictures.some(({ source }) => source === Track.Source.ScreenShare);
  return (
    <div className={styles.stage} data-testid="stage" ref={stage}>
      {live && (
        <span className={styles.badge}>
          <LiveBadge />
        </span>
      )}
      <span className={styles.stageTools}>
        <SoundButton />
        {pictures.length > 0 && (
          <Button aria-pressed={soundOnly} onClick={() => setSoundOnly(!soundOnly)}>
            {t('soundOnly')}
          </Button>
        )}
        <Button
          onClick={() =>
            void (document.fullscreenElement ? document.exitFullscreen() : stage.current?.requestFullscreen())
          }
        >
          {t('common:fullScreen')}
        </Button>
      </span>
      {reconnecting && (
        <span className={styles.reconnecting} role="status">
          {t('rejoining')}
        </span>
      )}
      {pictures.length === 0 ? (
        <div className={styles.blank} role="status">
          <strong>{t('emptyStage')}</strong>
          <p>{t('emptyStageHint')}</p>
        </div>
      ) : (
        <div className={`${styles.tiles} ${screen ? styles.withScreen : ''}`}>
          {pictures.map((track) => (
            <div
              key={track.publication.trackSid}
              className={`${styles.tile} ${track.source === Track.Source.ScreenShare ? styles.screen : ''}`}
              data-identity={track.participant.identity}
            >
              {/* Without a picture on the page, the media server sends none: sound alone costs little. */}
              {!soundOnly && <VideoTrack trackRef={track} />}
              <span className={styles.name}>{pick(...namesOf(track.participant))}</span>
            </div>
          ))}
        </div>
      )}
      <RoomAudioRenderer />
    </div>
  );
}

/** Browsers keep sound off until a press; the button is there only while it is needed. */
function SoundButton() {
  const { t } = useTranslation('session');
  const { canPlayAudio, startAudio } = useAudioPlayback();
  if (canPlayAudio) return null;
  return <Button onClick={() => void startAudio()}>{t('enableSound')}</Button>;
}
