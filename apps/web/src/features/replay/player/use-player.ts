import type { Replay } from '@everexpo/contracts';
import { useEffect, useState } from 'react';
import { useHls, type HlsVideo } from '../../../lib/media/use-hls.ts';
import { saveLeftOff, leftOffAt } from './left-off.ts';

export interface Player extends HlsVideo {
  /** Seconds into the recording. */
  seconds: number;
  /** Where this browser's last visit left off, in seconds; 0 for a first one. */
  resumedAt: number;
}

const KEEP_EVERY_MS = 3_000;

/** Plays a replay from where this browser left off, and remembers where it is. */
export function usePlayer(replay: Replay): Player {
  const { sessionId } = replay;
  const [resumedAt] = useState(() => leftOffAt(replay));
  const [seconds, setSeconds] = useState(resumedAt);
  const hls = useHls(`/api/sessions/${sessionId}/recording/replay.m3u8`, { live: false, startAt: resumedAt });
  const { video } = hls;

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const look = () => setSeconds(element.currentTime);
    for (const event of ['timeupdate', 'seeked']) element.addEventListener(event, look);
    const timer = setInterval(() => {
      if (element.currentTime > 0) saveLeftOff(sessionId, element.currentTime);
    }, KEEP_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const event of ['timeupdate', 'seeked']) element.removeEventListener(event, look);
    };
  }, [video, sessionId]);

  return { ...hls, seconds, resumedAt };
}
