import { expect, test } from 'vitest';
import { DEVICE_SECONDS, issueDeviceTicket, readDeviceTicket } from './device-ticket.ts';

const SECRET = 's'.repeat(32);
const EMAIL = 'owner@test.example';

test('a ticket is of one account, one secret and half a year', () => {
  const now = new Date();
  const ticket = issueDeviceTicket(EMAIL, SECRET, now);
  const id = readDeviceTicket(ticket, EMAIL, SECRET, now);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(readDeviceTicket(ticket, EMAIL.toUpperCase(), SECRET, now)).toBe(id);
  expect(readDeviceTicket(ticket, 'other@test.example', SECRET, now)).toBeNull();
  expect(readDeviceTicket(ticket, EMAIL, 't'.repeat(32), now)).toBeNull();
  expect(readDeviceTicket(ticket, EMAIL, SECRET, new Date(now.getTime() + DEVICE_SECONDS * 1000))).toBeNull();
  for (const forged of ['', 'x', ticket.slice(0, -1), ticket.replace('.1', '.9'), `${ticket}x`])
    expect(readDeviceTicket(forged, EMAIL, SECRET, now)).toBeNull();
});
