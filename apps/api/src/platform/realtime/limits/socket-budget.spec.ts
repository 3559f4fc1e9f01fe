import { randomUUID } from 'node:crypto';
import type { Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../testing/test-api.ts';
import type { LiveSocket } from '../realtime.ts';
import { SocketBudget } from './socket-budget.ts';
import { ADDRESS_EVENTS } from './socket-limits.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Sent = Parameters<Parameters<Socket['use']>[0]>[0];

/** A guest's page of this network as the budget sees it; the function sends an event and says whether it passed. */
function guestPage(network: string): () => boolean {
  const packets: ((event: Sent, next: () => void) => void)[] = [];
  const socket = {
    id: randomUUID(),
    data: { actor: { kind: 'guest', id: randomUUID() }, network, since: 0 },
    connected: false,
    handshake: { auth: {}, headers: {} },
    use: (listener: (typeof packets)[number]) => packets.push(listener),
    listenerCount: () => 1,
    emit: () => true,
  };
  api.app.get(SocketBudget).attach(socket as unknown as LiveSocket);
  return () => {
    let passed = false;
    packets[0]?.(['clock:sync', {}, (_reply: Ack<never>) => undefined], () => (passed = true));
    return passed;
  };
}

test("a guest's own excess takes nothing from those behind the same address", () => {
  const [flooder, ...neighbours] = Array.from({ length: 201 }, () => guestPage('192.0.2.1'));
  let passed = 0;
  for (let sent = 0; sent < 2 * ADDRESS_EVENTS.burst; sent += 1) passed += Number(flooder?.());
  const heard = neighbours.filter((send) => send()).length;
  expect(passed).toBeLessThan(ADDRESS_EVENTS.burst / 10);
  expect(heard).toBe(neighbours.length);
});
