import type { SocketEnd } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../../../../tests/support/until.ts';
import { aPerson, clientOf, signInDirectly } from '../../testing/builders/index.ts';
import { asked, connectSocket, heard } from '../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { GUEST_COOKIE, GUEST_SECONDS, issueGuestTicket } from './guest-ticket.ts';
import { EndSockets } from './end-sockets.ts';

/** Two nodes over one database, with nothing between them. */
let node: TestApi;
let other: TestApi;
beforeAll(async () => {
  node = await startTestApi();
  other = await startTestApi({}, node);
});
afterAll(async () => {
  await other.close();
  await node.close();
});

const nodes = () => [node, other];
const pagesOn = (cookie: string) => Promise.all(nodes().map((api) => connectSocket(api, cookie)));

test('signing out ends the sockets of that sign-in on every node, and of no other', async () => {
  const person = await aPerson(node);
  const phone = await signInDirectly(node, person.id);
  const [own, others] = [await pagesOn(person.cookie), await pagesOn(phone)];
  const ends = own.map((socket) => heard<SocketEnd>(socket, 'socket:ended'));
  expect((await clientOf(node.url, person.cookie).send('POST', '/api/auth/sign-out', {})).status).toBe(204);
  expect(await Promise.all(ends)).toEqual(own.map(() => ({ reason: 'signed_out', retryAfter: 0 })));
  await expect.poll(() => own.map(({ connected }) => connected)).toEqual([false, false]);
  for (const socket of others) expect(await asked(socket, 'clock:sync', { sentAt: 1 })).toMatchObject({ sentAt: 1 });
  await expect(connectSocket(other, person.cookie)).rejects.toThrow('not_signed_in');
});

test('a role that is given or taken ends every socket of the person, who comes back as what they are now', async () => {
  const person = await aPerson(node);
  const bystander = (await pagesOn((await aPerson(node)).cookie))[0];
  for (const change of [
    `INSERT INTO person_role (person_id, role) VALUES ($1, 'organizer')`,
    `DELETE FROM person_role WHERE person_id = $1 AND role = 'organizer'`,
  ]) {
    const ends = (await pagesOn(person.cookie)).map((socket) => heard<SocketEnd>(socket, 'socket:ended'));
    await node.asOwner(change, [person.id]);
    expect((await Promise.all(ends)).map(({ reason }) => reason)).toEqual(['roles_changed', 'roles_changed']);
    const back = await connectSocket(other, person.cookie);
    const verdict = asked(back, 'draft:watch', {}).catch((error: Error) => error.message);
    expect(await verdict).toBe(change.startsWith('INSERT') ? 'invalid_input' : 'not_permitted');
  }
  expect(bystander?.connected).toBe(true);
});

test('a sign-in that is cut short ends its sockets', async () => {
  const person = await aPerson(node);
  const ends = (await pagesOn(person.cookie)).map((socket) => heard<SocketEnd>(socket, 'socket:ended'));
  await node.asOwner(`UPDATE auth_session SET expires_at = now() WHERE person_id = $1`, [person.id]);
  expect((await Promise.all(ends)).map(({ reason }) => reason)).toEqual(['signed_out', 'signed_out']);
});

test("a guest's session that runs out ends its sockets at that moment", async () => {
  // One that has run out before its socket was admitted is tried again with more time.
  let seconds = 1;
  const socket = await until('a socket is admitted before its session ends', () => {
    seconds *= 2;
    const { value } = issueGuestTicket(node.secret, new Date(Date.now() - (GUEST_SECONDS - seconds) * 1000));
    return connectSocket(node, `${GUEST_COOKIE}=${value}`);
  });
  expect(await heard<SocketEnd>(socket, 'socket:ended')).toEqual({ reason: 'signed_out', retryAfter: 0 });
});

test('what a node has not heard it finds when it looks', async () => {
  const [gone, changed, same] = await Promise.all([aPerson(node), aPerson(node), aPerson(node)]);
  const sockets = await Promise.all([gone, changed, same].map(({ cookie }) => connectSocket(node, cookie)));
  const ends = sockets.slice(0, 2).map((socket) => heard<SocketEnd>(socket, 'socket:ended'));
  // As if the notifications were lost.
  await silence('auth_session', () => node.asOwner(`DELETE FROM auth_session WHERE person_id = $1`, [gone.id]));
  await silence('person_role', () =>
    node.asOwner(`INSERT INTO person_role (person_id, role) VALUES ($1, 'staff')`, [changed.id]),
  );
  expect(sockets.every(({ connected }) => connected)).toBe(true);
  await node.app.get(EndSockets).check();
  expect((await Promise.all(ends)).map(({ reason }) => reason)).toEqual(['signed_out', 'roles_changed']);
  expect(sockets[2]?.connected).toBe(true);
});

/** Does something while a table's triggers rest. */
async function silence(table: string, act: () => Promise<unknown>): Promise<void> {
  await node.asOwner(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  try {
    await act();
  } finally {
    await node.asOwner(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}
