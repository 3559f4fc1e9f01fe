import { RoomAudioRenderer, useAudioPlayback, useTracks, VideoTrack } from '@livekit/components-react';
import { Track } from 'livekit-client';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { LiveSign } from '../../ui/signs.tsx';
import styles from './session.module.css';

/** Who is on stage, large, with their names. */
export function StageVideo({ live }: { live: boolean }) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const cameras = useTracks([Track.Source.Camera]).filter(({ participant }) => participant.attributes.seat === 'presenter');
  return (
    <div className={styles.stage} data-testid="stage">
      {live && <span className={styles.badge}><LiveSign /></span>}
      <SoundButton />
      {cameras.length === 0 ? (
        <div className={styles.blank} role="status">
          <strong>{t('session.emptyStage')}</strong>
          <p>{t('session.emptyStageHint')}</p>
        </div>
      ) : (
        <div className={styles.tiles}>
          {cameras.map((track) => (
            <div key={track.publication.trackSid} className={styles.tile}>
              <VideoTrack trackRef={track} />
              <span className={styles.name}>{pick(track.participant.name ?? '', track.participant.attributes.nameEn ?? '')}</span>
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
  const { t } = useTranslation();
  const { canPlayAudio, startAudio } = useAudioPlayback();
  if (canPlayAudio) return null;
  return <Button className={styles.sound} onClick={() => void startAudio()}>{t('session.enableSound')}</Button>;
}
