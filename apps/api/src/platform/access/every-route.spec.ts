import { randomUUID } from 'node:crypto';
import { Role } from '@everexpo/contracts';
import { ruleGaps } from '@everexpo/contracts/testing';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HANG_MS } from '../../../../../tests/support/hang.ts';
import { anEdition, aPerson, guestCookie } from '../../testing/builders/index.ts';
import { entrancesOf, type Route, type SocketEvent } from './entrances.ts';
import { connectSocket } from '../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import type { Actor } from './actor.ts';

const SIGN_OUT = '/api/auth/sign-out';

let api: TestApi;
let routes: Route[];
let events: SocketEvent[];
beforeAll(async () => {
  api = await startTestApi();
  ({ routes, events } = entrancesOf(api.app));
  // Last of all, for it ends the caller's session.
  routes.sort((a, b) => Number(a.path === SIGN_OUT) - Number(b.path === SIGN_OUT));
  // In an edition without sessions and wishes, what a role may do finds nothing to do.
  await anEdition(api).current().build();
});
afterAll(() => api.close());

/** Who may come, as the policy knows them; of the people, one a role. */
const actors: Record<string, Actor> = {
  nobody: { kind: 'public' },
  guest: { kind: 'guest', id: randomUUID(), sessionExpiresAt: new Date() },
  ...Object.fromEntries(Role.options.map((role) => [role, personWith(role)])),
};

function personWith(role: Role): Actor {
  const names = { name: role, nameEn: role, email: `${role}@test.example` };
  const roles = new Set([role]);
  return {
    kind: 'person',
    id: randomUUID(),
    ...names,
    roles,
    organisationId: null,
    language: null,
    signInId: randomUUID(),
    sessionExpiresAt: new Date(),
  };
}

interface Caller {
  /** Made up for who is no person. */
  id: string;
  cookie: string;
}

async function callerOf(name: string): Promise<Caller> {
  if (name === 'nobody') return { id: randomUUID(), cookie: '' };
  if (name !== 'guest') return aPerson(api, { roles: [name as Role] });
  return { id: randomUUID(), cookie: await guestCookie(api.url) };
}

interface Outcome {
  verdict: Verdict;
  detail: string;
}

type Verdict = 'let in' | 'not_signed_in' | 'not_permitted';

/** What the policy table says. */
function expectedOf({ permission }: Route | SocketEvent, actor: Actor): Verdict {
  if (permission?.allows(actor)) return 'let in';
  return actor.kind === 'person' ? 'not_permitted' : 'not_signed_in';
}

/**
 * With made-up ids and an empty body, in the process itself. Where a person is meant, it is the caller: what concerns
 * somebody else is refused by the record, not by the policy.
 */
async function callRoute({ method, path }: Route, { id, cookie }: Caller): Promise<Outcome> {
  const url = path
    .replace(':personId', id)
    .replace(/:\w+/g, () => randomUUID())
    .replace('*', 'nothing');
  const body = method === 'GET' || method === 'DELETE' ? {} : { payload: {} };
  const headers = { 'accept-language': 'en', 'idempotency-key': randomUUID(), ...(cookie && { cookie }) };
  const answer = await api.app.inject({ method, url, headers, ...body });
  const isProblem = answer.headers['content-type']?.toString().includes('problem+json');
  const { code, detail } = isProblem ? answer.json<{ code: string; detail: string }>() : { code: '', detail: '' };
  const key = `${answer.statusCode} ${code}`;
  if (key === '401 not_signed_in' || key === '403 not_permitted') return { verdict: code as Verdict, detail };
  return { verdict: 'let in', detail: `${answer.statusCode} ${detail}` };
}

test('every route and every socket event names its permission', () => {
  expect(routes.length).toBeGreaterThan(200);
  expect(events.length).toBeGreaterThan(10);
  expect(routes.map(({ path }) => path)).toContain('/api/agreements/:id/sign');
  expect(events.map(({ name }) => name)).toContain('LiveGateway.watch');
  expect([...routes, ...events].filter(({ permission }) => permission === undefined)).toEqual([]);
});

test('what every route takes in its address and its body has a schema with a rule for every text and number', () => {
  const inputs = routes.flatMap(({ method, path, inputs: taken }) =>
    taken.map(({ name, schema }) => ({ place: `${method} ${path} ${name}`, schema })),
  );
  expect(inputs.length).toBeGreaterThan(250);
  const gaps = inputs.flatMap(({ place, schema }) =>
    schema ? ruleGaps(schema as Parameters<typeof ruleGaps>[0], place) : [`${place} has no schema`],
  );
  expect(gaps).toEqual([]);
});

test('every route is an operation of the OpenAPI document, but those for machines of the installation', async () => {
  const { paths } = await api.anonymous.ask<{ paths: Record<string, object> }>('GET', '/api/openapi.json');
  const isDescribed = ({ method, path }: Route) =>
    method.toLowerCase() in (paths[path.replace(/:(\w+)/g, '{$1}')] ?? {});
  const missing = routes.filter((route) => !isDescribed(route)).map(({ path }) => path);
  expect(missing.toSorted()).toEqual(['/api/media/report', '/healthz', '/metrics', '/readyz']);
});

test('these rights belong to roles, and no others', () => {
  const people = Role.options.map((role) => [role, actors[role] as Actor] as const);
  const rights = [...routes, ...events].flatMap(({ permission }) => {
    const holders = people.filter(([, actor]) => permission?.allows(actor)).map(([role]) => role);
    return holders.length === people.length ? [] : [[permission?.name, holders] as const];
  });
  expect(Object.fromEntries(rights)).toEqual({
    'agreements.workDesk': ['staff'],
    'agreements.leadCeremony': ['organizer', 'staff'],
    'agreements.readFigures': ['organizer', 'staff', 'admin'],
    'expo.submit': ['owner', 'steward'],
    'expo.review': ['organizer', 'steward'],
    'expo.prepare': ['organizer'],
    'expo.publish': ['organizer'],
    'live.moderate': ['organizer'],
    'live.manageStage': ['organizer'],
    'live.feedHall': ['organizer', 'staff'],
    'live.readViewers': ['organizer'],
    'negotiation.expressInterest': ['investor'],
    'negotiation.manageTables': ['organizer', 'staff'],
    'negotiation.placeMeetings': ['organizer'],
    'negotiation.readFigures': ['organizer', 'staff', 'admin'],
  });
});

describe.each(Object.entries(actors))('%s', (name, actor) => {
  test('is let in by the routes that the policy opens to them, and refused by all others', async () => {
    const caller = await callerOf(name);
    const wrong: string[] = [];
    for (const route of routes) {
      const { verdict, detail } = await callRoute(route, caller);
      const expected = expectedOf(route, actor);
      const isUnknown = detail.includes('no such address');
      if (verdict === expected && !isUnknown) continue;
      wrong.push(`${route.method} ${route.path}: ${verdict} (${detail}), not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe.each(Object.entries(actors).filter(([name]) => name !== 'nobody'))('the socket of %s', (name, actor) => {
  test('answers the events that the policy opens to them, and refuses all others', async () => {
    const socket = await connectSocket(api, (await callerOf(name)).cookie);
    const found = await Promise.all(events.map(async (event) => [event.event, await verdictOf(socket, event)]));
    expect(found).toEqual(events.map((event) => [event.event, expectedOf(event, actor)]));
  });
});

test('nobody has no socket', async () => {
  await expect(connectSocket(api, '')).rejects.toThrow('not_signed_in');
});

async function verdictOf(socket: Socket, { event }: SocketEvent): Promise<Verdict> {
  const { code } = (await socket.timeout(HANG_MS).emitWithAck(event, {})) as { code?: string };
  return code === 'not_signed_in' || code === 'not_permitted' ? code : 'let in';
}
