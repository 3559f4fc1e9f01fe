import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** A public viewer's session: an id and its end, signed; kept in an httpOnly cookie, never in the database. */
export interface GuestTicket {
  id: string;
  expiresAt: Date;
}

export const GUEST_COOKIE = 'everexpo.guest';
export const GUEST_SECONDS = 6 * 60 * 60;

/** The cookie's value for a new guest. */
export function issueGuestTicket(secret: string, now = new Date()): { ticket: GuestTicket; value: string } {
  const ticket = { id: randomUUID(), expiresAt: new Date(now.getTime() + GUEST_SECONDS * 1000) };
  const body = `${ticket.id}.${ticket.expiresAt.getTime()}`;
  return { ticket, value: `${body}.${sign(body, secret)}` };
}

/** The guest behind a cookie's value, or null when it is forged, malformed or over. */
export function readGuestTicket(value: string, secret: string, now = new Date()): GuestTicket | null {
  const match = /^([0-9a-f-]{36})\.(\d{13})\.([\w-]{43})$/.exec(value);
  if (!match) return null;
  const [, id = '', end = '', signature = ''] = match;
  const expected = sign(`${id}.${end}`, secret);
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return null;
  const expiresAt = new Date(Number(end));
  return expiresAt > now ? { id, expiresAt } : null;
}

function sign(body: string, secret: string): string {
  return createHmac('sha256', `guest:${secret}`).update(body).digest('base64url');
}
