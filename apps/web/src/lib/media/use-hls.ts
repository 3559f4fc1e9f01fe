import type Hls from 'hls.js';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

interface Options {
  /** Whether the playlist still grows: then it is played near its end. */
  live: boolean;
  /** Where to begin, in seconds. */
  startAt?: number;
}

export interface HlsVideo {
  video: RefObject<HTMLVideoElement | null>;
  /**
   * The instant that the picture shows by its programme date-time, in milliseconds of the Unix epoch; null before the
   * first picture.
   */
  instant: () => number | null;
  /** Goes to a place of the recording, in milliseconds, and plays from there. */
  seek: (positionMs: number) => void;
  setSpeed: (rate: number) => void;
  failed: boolean;
}

const RETRY_MS = 2_000;

/** Plays an HLS playlist in a video element: by Media Source Extensions, else by the browser's own player. */
export function useHls(src: string, { live, startAt = 0 }: Options): HlsVideo {
  const video = useRef<HTMLVideoElement>(null);
  const player = useRef<Hls | null>(null);
  const [failed, setFailed] = useState(false);
  const begin = useRef(startAt);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const cancel = new AbortController();
    // The player is the heaviest part of its pages: they are drawn before it comes.
    void import('hls.js/light').then(
      ({ default: Player }) => {
        if (!cancel.signal.aborted) player.current = play(Player, element, src, live, begin.current, setFailed);
      },
      () => setFailed(true),
    );
    return () => {
      cancel.abort();
      player.current?.destroy();
      player.current = null;
      element.removeAttribute('src');
    };
  }, [src, live]);

  const instant = useCallback((): number | null => {
    if (player.current) return player.current.playingDate?.getTime() ?? null;
    const element = video.current as (HTMLVideoElement & { getStartDate?: () => Date }) | null;
    const start = element?.getStartDate?.().getTime();
    return element && start !== undefined && !Number.isNaN(start) ? start + element.currentTime * 1000 : null;
  }, []);
  const seek = useCallback((positionMs: number) => {
    const element = video.current;
    if (!element) return;
    element.currentTime = positionMs / 1000;
    void element.play().catch(() => undefined);
  }, []);
  const setSpeed = useCallback((rate: number) => {
    if (video.current) video.current.playbackRate = rate;
  }, []);
  return { video, instant, seek, setSpeed, failed };
}

/** The player that now plays in the element; null where the browser's own does. */
function play(
  Player: typeof Hls,
  element: HTMLVideoElement,
  src: string,
  live: boolean,
  startPosition: number,
  setFailed: (failed: boolean) => void,
): Hls | null {
  if (!Player.isSupported()) {
    element.src = src;
    return null;
  }
  const hls = new Player({
    startPosition: live ? -1 : startPosition,
    ...(live ? { liveSyncDurationCount: 2, maxBufferLength: 12 } : {}),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  hls.on(Player.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return;
    setFailed(true);
    // A broadcast that has not begun, or whose server is away for a moment, is tried again.
    timer = setTimeout(
      () => (type === Player.ErrorTypes.MEDIA_ERROR ? hls.recoverMediaError() : hls.loadSource(src)),
      RETRY_MS,
    );
  });
  hls.on(Player.Events.DESTROYING, () => clearTimeout(timer));
  hls.on(Player.Events.FRAG_BUFFERED, () => setFailed(false));
  hls.loadSource(src);
  hls.attachMedia(element);
  return hls;
}
