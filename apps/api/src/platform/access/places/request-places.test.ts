import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config/config.ts';
import type { PersonActor, Sender } from '../actor.ts';
import { RequestPlaces } from './request-places.ts';

/** Of nine connections. */
const PLACES = 3;
const NETWORK_WAITING = 5_000;
const IP = '203.0.113.1';

let places: RequestPlaces;
let leaves: (() => void)[];
beforeEach(() => {
  places = new RequestPlaces({ DATABASE_POOL: 9 } as Config);
  leaves = [];
});
afterEach(() => leaves.forEach((leave) => leave()));

const aRequest = (socket = { destroyed: false }) => ({ ip: IP, raw: { socket } }) as unknown as FastifyRequest;
const person = (id: string): Sender => ({ kind: 'person', id });
const guest = (id: string): Sender => ({ kind: 'guest', id });
const nobody = { kind: 'public' } as const;

/** Asks for a place; `has` says what came of it so far. */
function asking(sender: Sender | null, request = aRequest()) {
  const asked = { has: 'nothing', leave: () => undefined as void };
  void places.take(request, sender).then(
    (leave) => {
      asked.has = 'a place';
      asked.leave = leave;
      leaves.push(leave);
    },
    (error: Error) => (asked.has = error.message),
  );
  return asked;
}
const asMany = (count: number, ask: (at: number) => ReturnType<typeof asking>) =>
  Array.from({ length: count }, (_, at) => ask(at));
/** Lets everything happen that waits for nothing else. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const has = async (asked: ReturnType<typeof asking>) => {
  await settled();
  return asked.has;
};

test('the refusals of guests are those of their network: a cookie of theirs costs nothing', () => {
  expect(places.look(aRequest(), guest('a')).by).toBe(`network ${IP}`);
  expect(places.look(aRequest(), guest('b')).by).toBe(`network ${IP}`);
  expect(places.look(aRequest(), null).by).toBe(`network ${IP}`);
  expect(places.look(aRequest(), person('a')).by).toBe('person a');
});

test('a sign-in that is over counts with its network', async () => {
  places.learn(person('over'), nobody);
  expect(places.look(aRequest(), person('over')).by).toBe(`network ${IP}`);
  asMany(PLACES, () => asking(null));
  const more = asking(person('over'));
  expect(await has(more)).toBe('nothing');
});

test('who waits as somebody that they turn out not to be, waits again as who they are', async () => {
  const [first] = asMany(PLACES, () => asking(person('old')));
  const waiting = asking(person('old'));
  const inNetwork = asMany(PLACES, () => asking(null));
  await settled();
  places.learn(person('old'), nobody);
  first?.leave();
  expect(await has(waiting), 'in the network, where there is no place').toBe('nothing');
  inNetwork[0]?.leave();
  expect(await has(waiting)).toBe('a place');
});

test('two sign-ins of one person that wait share their places once they are known', async () => {
  asMany(PLACES, () => asking(person('a')));
  const [other] = asMany(PLACES, () => asking(person('b')));
  const waiting = asking(person('b'));
  await settled();
  for (const id of ['a', 'b']) places.learn(person(id), { kind: 'person', id: 'both' } as PersonActor);
  const before = asMany(PLACES, () => asking(person('a')));
  other?.leave();
  await settled();
  expect(before.map((one) => one.has)).toEqual(Array(PLACES).fill('a place'));
  expect(await has(waiting)).toBe('nothing');
});

test('a request whose connection has ended takes no place when its turn comes', async () => {
  const [first] = asMany(PLACES, () => asking(null));
  const socket = { destroyed: false };
  const gone = asking(null, aRequest(socket));
  const next = asking(null);
  await settled();
  socket.destroyed = true;
  first?.leave();
  expect(await has(next)).toBe('a place');
  expect(gone.has).not.toMatch(/place|nothing/);
});

test('one phone that shows no cookie shuts out no other that shows none', async () => {
  const socket = { destroyed: false };
  const flood = asMany(PLACES + NETWORK_WAITING, () => asking(null, aRequest(socket)));
  await settled();
  expect(places.look(aRequest(socket), null).full, 'the flooder').toBe(true);
  expect(places.look(aRequest(), null).full, 'somebody else').toBe(false);
  const other = asking(null);
  expect(await has(other)).toBe('nothing');
  flood[0]?.leave();
  flood[1]?.leave();
  expect(await has(other), 'in turn with the flooder').toBe('a place');
});

test('all who show no cookie have one turn among the guests', async () => {
  const flood = asMany(100, () => asking(null));
  const guests = [asking(guest('a')), asking(guest('b'))];
  await settled();
  flood.slice(0, PLACES).forEach(({ leave }) => leave());
  await settled();
  expect(guests.map((one) => one.has)).toEqual(['a place', 'a place']);
});
