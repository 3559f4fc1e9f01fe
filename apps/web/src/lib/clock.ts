import { useEffect, useState } from 'react';
import { ask, type LiveSocket } from './socket.tsx';

let offset = 0;

export function setClockOffset(milliseconds: number): void {
  offset = milliseconds;
}

/** The server's time in milliseconds of the Unix epoch, as this device knows it. */
export const serverNow = (): number => Date.now() + offset;

const SAMPLES = 5;

/**
 * How far the server's clock is ahead of this device's, in milliseconds: the sample with the shortest round trip
 * is off by at most half of it (Cristian's algorithm).
 */
export async function measureOffset(socket: LiveSocket): Promise<number> {
  let best = { roundTrip: Infinity, offset: 0 };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const sentAt = Date.now();
    const reply = await ask<{ serverTime: number }>(socket, 'clock:sync', { sentAt }).catch(() => null);
    if (!reply) continue;
    const roundTrip = Date.now() - sentAt;
    if (roundTrip < best.roundTrip) best = { roundTrip, offset: reply.serverTime + roundTrip / 2 - Date.now() };
  }
  return best.offset;
}

/** The server's time, renewed several times a second so that every screen turns its digits together. */
export function useServerNow(everyMs = 250): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
