import type { Replay } from '@everexpo/contracts';
import { useEffect, useState } from 'react';
import { useHls, type HlsVideo } from '../../../lib/media/use-hls.ts';

export interface Player extends HlsVideo {
  /** Seconds into the recording. */
  seconds: number;
  /** Where this browser's last visit left off, in seconds; 0 for a first one. */
  resumedAt: number;
}

const KEEP_EVERY_MS = 3_000;
/** So near to the end one begins again; of a short recording it is the last tenth. */
const END_SECONDS = 15;
const END_SHARE = 0.1;

/** Plays a replay from where this browser left off, and remembers where it is. */
export function usePlayer({ sessionId, durationMs }: Replay): Player {
  const key = `replay ${sessionId}`;
  const [resumedAt] = useState(() => {
    const left = Number(localStorage.getItem(key) ?? 0);
    const length = durationMs / 1000;
    return left > 0 && left < length - Math.min(END_SECONDS, END_SHARE * length) ? left : 0;
  });
  const [seconds, setSeconds] = useState(resumedAt);
  const hls = useHls(`/api/sessions/${sessionId}/recording/replay.m3u8`, { live: false, startAt: resumedAt });
  const { video } = hls;

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const look = () => setSeconds(element.currentTime);
    for (const event of ['timeupdate', 'seeked']) element.addEventListener(event, look);
    const timer = setInterval(() => {
      if (element.currentTime > 0) localStorage.setItem(key, String(Math.floor(element.currentTime)));
    }, KEEP_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const event of ['timeupdate', 'seeked']) element.removeEventListener(event, look);
    };
  }, [video, key]);

  return { ...hls, seconds, resumedAt };
}
