import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** Says that an account was signed in to from this browser (OWASP, device cookies); it opens nothing by itself. */
export const DEVICE_COOKIE = 'everexpo.device';
export const DEVICE_SECONDS = 180 * 24 * 60 * 60;

/** The cookie's value for a browser that has just signed in to an account. */
export function issueDeviceTicket(email: string, secret: string, now = new Date()): string {
  const body = `${randomUUID()}.${now.getTime() + DEVICE_SECONDS * 1000}`;
  return `${body}.${sign(body, email, secret)}`;
}

/** The id of the browser, or null when the value is forged, malformed, over, or of another account. */
export function readDeviceTicket(value: string, email: string, secret: string, now = new Date()): string | null {
  const [, id = '', end = '', signature = ''] = /^([0-9a-f-]{36})\.(\d{13})\.([\w-]{43})$/.exec(value) ?? [];
  const expected = Buffer.from(sign(`${id}.${end}`, email, secret));
  if (id === '' || !timingSafeEqual(Buffer.from(signature), expected)) return null;
  return Number(end) > now.getTime() ? id : null;
}

function sign(body: string, email: string, secret: string): string {
  return createHmac('sha256', `device:${secret}`).update(`${body}.${email.toLowerCase()}`).digest('base64url');
}
