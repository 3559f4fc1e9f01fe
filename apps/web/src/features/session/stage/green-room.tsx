import { useLocalParticipant, useLocalParticipantPermissions } from '@livekit/components-react';
import { createLocalTracks, Track, type LocalParticipant, type LocalTrack } from 'livekit-client';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { CameraPreview } from './camera-preview.tsx';
import styles from './stage.module.css';

/**
 * Where a presenter waits: sees themselves, and goes on air the moment the stage manager grants the right to
 * publish, without a reconnect.
 */
export function GreenRoom({
  recorded,
  sessionId,
  children,
}: {
  recorded: boolean;
  sessionId?: string;
  children?: ReactNode;
}) {
  const { t } = useTranslation(['session', 'common']);
  const [tracks, setTracks] = useState<LocalTrack[]>([]);
  const [denied, setDenied] = useState(false);
  const onStage = useLocalParticipantPermissions()?.canPublish ?? false;
  usePublishing(tracks, onStage);
  const sendDeviceState = useSendDeviceState(sessionId, tracks);
  useEffect(() => () => tracks.forEach((track) => track.stop()), [tracks]);

  async function open(): Promise<void> {
    try {
      setTracks(await createLocalTracks({ audio: true, video: { resolution: { width: 1280, height: 720 } } }));
      setDenied(false);
    } catch {
      setDenied(true);
    }
  }

  return (
    <section className={styles.green} aria-label={t('green.title')}>
      <h2>{t(onStage ? 'green.titleOnStage' : 'green.title')}</h2>
      {children}
      {recorded && (
        <p data-recorded>
          <strong>{t('green.recorded')}</strong> {t('green.recordedHint')}
        </p>
      )}
      {tracks.length === 0 ? (
        <>
          <PresenterStatus onStage={onStage} hint={t(onStage ? 'green.hintOnStage' : 'green.hint')} />
          {denied && <p role="alert">{t('green.denied')}</p>}
          <div className={styles.greenRow}>
            <Button variant="primary" onClick={() => void open()}>
              {t('common:devices.turnOn')}
            </Button>
            <ButtonLink to="/check" target="_blank">
              {t('common:deviceCheck')}
            </ButtonLink>
          </div>
        </>
      ) : (
        <>
          <PresenterStatus onStage={onStage} hint={onStage ? t('green.speak') : undefined} />
          <CameraPreview track={tracks.find((track) => track.kind === Track.Kind.Video)} />
          <div className={styles.greenRow}>
            {tracks.map((track) => (
              <MuteButton key={track.kind} track={track} changed={sendDeviceState} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** Whether one is on stage, and what to do. */
function PresenterStatus({ onStage, hint }: { onStage: boolean; hint?: string }) {
  const { t } = useTranslation('session');
  return (
    <div role="status">
      {(onStage || !hint) && (
        <p>
          <strong>{t(onStage ? 'green.onStage' : 'green.waiting')}</strong>
        </p>
      )}
      {hint && <p className={onStage ? undefined : 'muted'}>{hint}</p>}
    </div>
  );
}

/** Between two attempts to publish, as on a connection that has just been bad. */
const PUBLISH_AGAIN_MS = 1_000;

/**
 * Publishes while one is on stage, again and again until it works. One order after the other: taken off and brought on
 * again within a moment, a track must have left before it can come back.
 */
function usePublishing(tracks: LocalTrack[], onStage: boolean): void {
  const { localParticipant } = useLocalParticipant();
  const orders = useRef(Promise.resolve());
  useEffect(() => {
    if (!onStage) return;
    const over = new AbortController();
    const inTurn = (order: (track: LocalTrack) => Promise<unknown>) => {
      orders.current = orders.current.then(() => Promise.allSettled(tracks.map(order))).then(() => undefined);
    };
    inTurn((track) => publish(localParticipant, track, over.signal));
    return () => {
      over.abort();
      inTurn((track) => localParticipant.unpublishTrack(track, false));
    };
  }, [tracks, onStage, localParticipant]);
}

/** A bad connection makes an attempt fail, after which LiveKit's client tries no more and may have ended the track. */
async function publish(localParticipant: LocalParticipant, track: LocalTrack, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    try {
      if (track.mediaStreamTrack.readyState === 'ended') await track.restartTrack();
      await localParticipant.publishTrack(track);
      return;
    } catch {
      await new Promise((due) => setTimeout(due, PUBLISH_AGAIN_MS));
    }
  }
}

/**
 * Tells the stage manager what is on: at once, and whenever something is turned on or off. A page that is no
 * presenter's tells nothing.
 */
function useSendDeviceState(sessionId: string | undefined, tracks: LocalTrack[]): () => void {
  const tell = useCallback(() => {
    if (!sessionId) return;
    const isOn = (kind: Track.Kind) => tracks.some((track) => track.kind === kind && !track.isMuted);
    void api('PUT', '/sessions/{id}/stage/devices', {
      path: { id: sessionId },
      body: { camera: isOn(Track.Kind.Video), microphone: isOn(Track.Kind.Audio) },
    }).catch(() => undefined);
  }, [sessionId, tracks]);
  useEffect(tell, [tell]);
  return tell;
}

function MuteButton({ track, changed }: { track: LocalTrack; changed: () => void }) {
  const { t } = useTranslation('common');
  const [muted, setMuted] = useState(track.isMuted);
  const name = track.kind === Track.Kind.Video ? t('devices.camera') : t('devices.microphone');
  async function toggle(): Promise<void> {
    await (muted ? track.unmute() : track.mute());
    setMuted(!muted);
    changed();
  }
  return (
    <Button aria-pressed={!muted} onClick={() => void toggle()}>
      {name}
      {t('colon')}
      {muted ? t('devices.off') : t('devices.on')}
    </Button>
  );
}
