import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { Sender } from '../../platform/index.ts';
import { GUEST_COOKIE, readGuestTicket } from './guest-ticket.ts';

/** As better-auth names it, without and with TLS. */
const SESSION_COOKIES = ['everexpo.session_token', '__Secure-everexpo.session_token'];

/** Who sends these cookies, by our own signature in them: the database is not asked, and may say that it is over. */
export function senderOfCookies(header: string, secret: string): Sender | null {
  if (header === '') return null;
  const cookies = cookie.parse(header);
  for (const name of SESSION_COOKIES) {
    const token = sessionTokenOf(cookies[name] ?? '', secret);
    if (token !== null) return { kind: 'person', id: createHash('sha256').update(token).digest('base64url') };
  }
  const ticket = readGuestTicket(cookies[GUEST_COOKIE] ?? '', secret);
  return ticket && { kind: 'guest', id: ticket.id };
}

/** better-auth's cookie is the token, a point, and its HMAC-SHA256 in base64. */
function sessionTokenOf(value: string, secret: string): string | null {
  const point = value.lastIndexOf('.');
  if (point < 1) return null;
  const [token, signature] = [value.slice(0, point), Buffer.from(value.slice(point + 1), 'base64')];
  const expected = createHmac('sha256', secret).update(token).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : null;
}
