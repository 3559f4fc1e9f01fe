import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A code of the QR in a hall is shown for so long, and the two before it are still good: who is slow with the phone is
 * let in, a picture sent home is not.
 */
const TURN_MS = 60_000;
const TURNS_GOOD = 3;

/** What the QR code in a session's hall carries now. */
export const hallCode = (secret: string, sessionId: string, now = Date.now()): string =>
  codeOf(secret, sessionId, Math.floor(now / TURN_MS));

export function isHallCode(secret: string, sessionId: string, code: string, now = Date.now()): boolean {
  const turn = Math.floor(now / TURN_MS);
  return Array.from({ length: TURNS_GOOD }, (_, before) => codeOf(secret, sessionId, turn - before)).some(
    (good) => good.length === code.length && timingSafeEqual(Buffer.from(good), Buffer.from(code)),
  );
}

const codeOf = (secret: string, sessionId: string, turn: number) =>
  createHmac('sha256', `hall:${secret}`).update(`${sessionId} ${turn}`).digest('base64url').slice(0, 22);
