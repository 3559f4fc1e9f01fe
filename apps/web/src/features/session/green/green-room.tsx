import { useLocalParticipant, useLocalParticipantPermissions } from '@livekit/components-react';
import { createLocalTracks, Track, type LocalParticipant, type LocalTrack } from 'livekit-client';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { useBeingOnStage } from '../../../lib/on-stage.ts';
import { InBar } from '../frame/in-bar.tsx';
import { CameraPreview } from './camera-preview.tsx';
import { OwnDevices, useMuted } from './own-devices.tsx';
import styles from '../stage/stage.module.css';

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
  const silent = useMuted(tracks.find(({ kind }) => kind === Track.Kind.Audio));
  usePublishing(tracks, onStage);
  useBeingOnStage(onStage);
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

  const isOpen = tracks.length > 0;
  return (
    <section className={styles.green} aria-label={t('green.title')} data-own-place data-on-stage={onStage || undefined}>
      {isOpen && <CameraPreview track={tracks.find((track) => track.kind === Track.Kind.Video)} />}
      <div className={styles.greenText}>
        <OwnStatus onStage={onStage} isOpen={isOpen} silent={silent} />
        {denied && <p role="alert">{t('green.denied')}</p>}
        {!onStage && children}
        {!onStage && recorded && (
          <p className="small" data-recorded>
            <strong>{t('green.recorded')}</strong> {t('green.recordedHint')}
          </p>
        )}
        {!isOpen && (
          <Link to="/check" target="_blank" className="small">
            {t('common:deviceCheck')}
          </Link>
        )}
      </div>
      <InBar>
        <OwnDevices tracks={tracks} open={() => void open()} changed={sendDeviceState} />
      </InBar>
    </section>
  );
}

/** Whether one is on stage, and what to do. */
function OwnStatus({ onStage, isOpen, silent }: { onStage: boolean; isOpen: boolean; silent: boolean }) {
  const { t } = useTranslation('session');
  const onStageHint = !isOpen ? 'green.hintOnStage' : silent ? 'green.silent' : 'green.speak';
  return (
    <div role="status">
      <strong>{onStage ? t('green.onStage') : t(isOpen ? 'green.waiting' : 'green.title')}</strong>
      <p className={onStage ? undefined : 'muted'}>
        {t(onStage ? onStageHint : isOpen ? 'green.ready' : 'green.hint')}
      </p>
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
