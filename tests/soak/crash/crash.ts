import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { anEdition, type Host } from '../../../apps/api/src/testing/builders/index.ts';
import { PostgresProxy } from '../../../apps/api/src/testing/services/postgres-proxy.ts';
import { TEST_SECRET } from '../../../apps/api/src/testing/template.ts';
import { startPostgres } from '../../../apps/launcher/src/postgres/postgres.ts';
import { COMPILE_CACHE } from '../../../apps/launcher/src/settings.ts';
import { migrate } from '../../../apps/launcher/src/stack.ts';
import { ApiFleet } from '../../support/installation/api-fleet.ts';
import { newDataDir, outsideTests, removeDataDir } from '../../support/installation/stack.ts';
import { until } from '../../support/until.ts';
import type { SoakOptions } from '../soak-run.ts';
import { expectWhole } from './crash-checks.ts';
import {
  aDesk,
  aPair,
  aPatientPerson,
  registerUntilEnd,
  signUntilEnd,
  registerAPaper,
  type CrashFixture,
} from './crash-clients.ts';
import { ChosenKills, POINTS } from './crash-points.ts';
import { Pace } from '../pace.ts';
import { streamsOf } from '../streams.ts';

/** One kill in so many is at a chosen point of a registration, the others wherever the work is. */
const CHOSEN_EVERY = 3;
/** Messages to the database before a kill at a random point, at most: about an agreement's way from draft to ledger. */
const MAX_MESSAGES = 150;

/** Who works while nodes are killed: with few kills, few nodes and clients. */
const sizeOf = (kills: number) => (kills < 100 ? { nodes: 2, pairs: 6, desks: 4 } : { nodes: 4, pairs: 25, desks: 25 });

/** `size` kill -9 of API processes, at random and at chosen points, while clients sign and register. */
export async function crash(options: SoakOptions): Promise<void> {
  const { size, log } = options;
  const openStream = streamsOf(options.seed);
  const { nodes, pairs, desks } = sizeOf(size);
  const { dir, env, nodeEnv, proxy, owner, host } = await startDurable(options);
  const fleet = await startFleet(options, nodeEnv, nodes, openStream().next);
  host.url = fleet.urls[0] as string;

  const pace = new Pace(pairs + desks, Math.ceil(((pairs + desks) * 2) / 3));
  const fixture: CrashFixture = {
    host,
    fleet,
    random: openStream(),
    openStream,
    pace,
    acknowledged: [],
    drafted: 0,
    edition: { id: '', code: '', rooms: [], sessions: [] },
  };
  const owners = await inTurn(pairs + 1, () => aPatientPerson(fixture, { roles: ['owner'], authenticator: true }));
  fixture.edition = await anEdition(host).withSession({ owners }).current().build();
  const [ownPair, ...signers] = await inTurn(pairs + 1, (index) => aPair(fixture, owners[index]!));
  const [ownDesk, ...registrars] = await inTurn(desks + 1, () => aDesk(fixture));
  // Its first entry begins the ledger, which the chosen kills then wait for.
  await registerAPaper(fixture, ownDesk!);
  const chosen = new ChosenKills(fixture, { proxy, owner, pair: ownPair!, desk: ownDesk! });

  log(`${pairs} pairs sign and ${desks} desks register on ${nodes} nodes`);
  const clients = Promise.all([
    ...signers.map((pair) => signUntilEnd(fixture, pair, openStream())),
    ...registrars.map((desk) => registerUntilEnd(fixture, desk, openStream())),
  ]);
  await Promise.race([killAll(fixture, chosen, proxy, options), clients]);
  pace.end();
  await clients;
  const entries = await expectWhole(fixture, dir, env);
  log(`${fleet.kills} kills, ${fixture.acknowledged.length} registrations acknowledged, ${entries} entries: all there`);
}

async function killAll(fixture: CrashFixture, chosen: ChosenKills, proxy: PostgresProxy, { size, log }: SoakOptions) {
  const { fleet, random, pace } = fixture;
  let points = 0;
  for (let kill = 0; kill < size; kill += 1) {
    await until('a second node is up', () => fleet.urls.length >= 2);
    if (kill % CHOSEN_EVERY === 0) {
      const point = POINTS[points % POINTS.length]!;
      await chosen.at(point, Math.floor(points / POINTS.length) % 2 === 0 ? 'screen' : 'paper');
      points += 1;
    } else {
      await pace.workUntil(proxy.whenSentMore(random.int(1, MAX_MESSAGES)));
      await until('a node is killed beside another', () => fleet.killOne());
    }
    pace.tick();
    if ((kill + 1) % Math.ceil(size / 20) === 0) {
      log(`${kill + 1} of ${size} kills, ${points} at chosen points; ${fixture.acknowledged.length} registered`);
    }
  }
}

/** A PostgreSQL that keeps what it has confirmed, with the schema and no data, behind a proxy. */
async function startDurable({ defer, log }: SoakOptions) {
  log('starting PostgreSQL');
  const dir = newDataDir();
  defer(() => removeDataDir(dir));
  chmodSync(dir, 0o711);
  const database = await startPostgres({
    dir: join(dir, 'postgres'),
    log: join(dir, 'postgres.log'),
    password: 'test',
    settings: ['max_connections=250'],
  });
  defer(() => database.proc.stop());
  const env: NodeJS.ProcessEnv = {
    ...outsideTests(process.env),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    DATABASE_URL: database.url,
    DATABASE_POOL: '40',
    APP_ROLE_PASSWORD: 'test',
    AUTH_SECRET: TEST_SECRET,
    STORAGE_DIR: join(dir, 'files'),
    RECORDER: 'none',
    LOG_LEVEL: 'warn',
  };
  await migrate(env, [], () => undefined);
  const owner = new pg.Pool({ connectionString: database.url, max: 8 });
  owner.on('error', () => undefined);
  defer(() => owner.end());
  const proxy = await PostgresProxy.start(database.url);
  defer(() => proxy.stop());
  const nodeEnv = { ...env, DATABASE_URL: proxy.through(database.url.replace('everexpo:', 'everexpo_app:')) };
  const host: Host = {
    url: '',
    secret: TEST_SECRET,
    asOwner: async <T>(sql: string, params: unknown[] = []) => (await owner.query(sql, params)).rows as T[],
  };
  return { dir, env, nodeEnv, proxy, owner, host };
}

async function startFleet({ defer, log }: SoakOptions, env: NodeJS.ProcessEnv, nodes: number, random: () => number) {
  log(`starting ${nodes} nodes`);
  // One that ends in order leaves its compiled code to those that will not.
  await (await ApiFleet.start(env, 1)).stop();
  const fleet = await ApiFleet.start(env, nodes, random);
  defer(() => fleet.stop());
  return fleet;
}

async function inTurn<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make(index));
  return made;
}
