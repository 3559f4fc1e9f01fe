import type { LocalTrack } from 'livekit-client';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../stage/stage.module.css';

/** One's own picture, as in a mirror. */
export function CameraPreview({ track }: { track: LocalTrack | undefined }) {
  const { t } = useTranslation('common');
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element || !track) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  return <video ref={video} className={styles.preview} muted playsInline autoPlay aria-label={t('devices.preview')} />;
}
