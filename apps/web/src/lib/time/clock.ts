import { createContext, useContext, useEffect, useState } from 'react';

let offset = 0;
let isMeasured = false;

export function setClockOffset(offsetMs: number): void {
  offset = offsetMs;
  isMeasured = true;
}

/** A Date header (RFC 9110, 6.6.1) has whole seconds, and may be that of an answer kept for a while. */
const ROUGH_MS = 60_000;

/** Until the offset is measured, a device that is off by minutes goes by what answers say of the server's time. */
export function recordServerDate(date: string | null): void {
  if (isMeasured || date === null) return;
  const ahead = Date.parse(date) - Date.now();
  offset = Math.abs(ahead) > ROUGH_MS ? ahead : 0;
}

/** The server's time in milliseconds of the Unix epoch, as this device knows it. */
export const serverNow = (): number => Date.now() + offset;

/** The time that a part of the page shows: the server's, unless it shows a picture of another instant. */
export const ClockContext = createContext<() => number>(serverNow);

const SAMPLES = 5;

/**
 * How far the server's clock is ahead of this device's, in milliseconds. `askTime` resolves to the server's time; the
 * sample with the shortest round trip is off by at most half of it (Cristian's algorithm).
 */
export async function measureOffset(askTime: (sentAt: number) => Promise<number>): Promise<number> {
  let best = { roundTrip: Infinity, offset: 0 };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const sentAt = Date.now();
    const serverTime = await askTime(sentAt).catch(() => null);
    if (serverTime === null) continue;
    const roundTrip = Date.now() - sentAt;
    if (roundTrip < best.roundTrip) best = { roundTrip, offset: serverTime + roundTrip / 2 - Date.now() };
  }
  return best.offset;
}

/**
 * The server's time, or that of the picture shown, renewed several times a second so that every screen turns its digits
 * together.
 */
export function useServerNow(everyMs = 250): number {
  const clock = useContext(ClockContext);
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, clock]);
  return now;
}
