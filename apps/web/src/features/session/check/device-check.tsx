import {
  createAudioAnalyser,
  createLocalTracks,
  LocalAudioTrack,
  LocalVideoTrack,
  type LocalTrack,
} from 'livekit-client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { CameraPreview } from '../green/camera-preview.tsx';
import { Verdict, type State } from './verdict.tsx';
import styles from './check.module.css';

/** A voice is louder than this; a quiet room is not. */
const HEARD = 0.03;
const LOOK_EVERY_MS = 100;
/** Browsers' own names of why a device could not be had (Media Capture and Streams, getUserMedia). */
const REASONS = { NotAllowedError: 'denied', NotFoundError: 'missing', NotReadableError: 'busy' } as const;

/** Camera and microphone: seen and heard, or why not. */
export function DeviceCheck() {
  const { t } = useTranslation(['check', 'common']);
  const [tracks, setTracks] = useState<LocalTrack[]>([]);
  const [reason, setReason] = useState<'denied' | 'missing' | 'busy' | 'other' | null>(null);
  const camera = tracks.find((track) => track instanceof LocalVideoTrack);
  const microphone = tracks.find((track) => track instanceof LocalAudioTrack);
  const { level, heard } = useLevel(microphone);
  useEffect(() => () => tracks.forEach((track) => track.stop()), [tracks]);

  async function open(): Promise<void> {
    try {
      setTracks(await createLocalTracks({ audio: true, video: { resolution: { width: 1280, height: 720 } } }));
      setReason(null);
    } catch (error) {
      setReason(REASONS[(error as Error).name as keyof typeof REASONS] ?? 'other');
    }
  }

  const state = (good: boolean): State => (reason ? 'bad' : good ? 'good' : tracks.length > 0 ? 'running' : 'idle');
  return (
    <section className={`${cardClass} ${styles.check}`} aria-label={t('devices')}>
      <h2>{t('devices')}</h2>
      {tracks.length === 0 && (
        <div>
          <Button variant="primary" onClick={() => void open()}>
            {t('common:devices.turnOn')}
          </Button>
        </div>
      )}
      {camera && <CameraPreview track={camera} />}
      <div role="status">
        <Verdict
          label={t('common:devices.camera')}
          state={state(camera !== undefined)}
          words={reason ? t(`reason.${reason}`) : camera && t('cameraGood')}
        />
        <Verdict
          label={t('common:devices.microphone')}
          state={state(heard)}
          words={reason ? t(`reason.${reason}`) : heard ? t('micGood') : microphone && t('speak')}
        />
      </div>
      {microphone && <meter className={styles.level} min={0} max={0.5} value={level} aria-label={t('level')} />}
    </section>
  );
}

/** How loud it is at the microphone now, and whether a voice was heard at all. */
function useLevel(microphone: LocalAudioTrack | undefined): { level: number; heard: boolean } {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    if (!microphone) return;
    const { calculateVolume, cleanup } = createAudioAnalyser(microphone);
    const timer = setInterval(() => {
      const volume = calculateVolume();
      setLevel(volume);
      if (volume > HEARD) setHeard(true);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      void cleanup();
    };
  }, [microphone]);
  return { level, heard };
}
