import { expect } from 'vitest';
import type pg from 'pg';
import {
  anAgreementToSign,
  forgetUsedCodes,
  signAs,
  signatureOf,
} from '../../../apps/api/src/testing/builders/index.ts';
import { clientOf, type Answer } from '../../../apps/api/src/testing/clients/client.ts';
import type { PostgresProxy } from '../../../apps/api/src/testing/services/postgres-proxy.ts';
import type { MeetingFixture } from '../../../apps/api/src/testing/builders/index.ts';
import { until } from '../../support/until.ts';
import { logAPaper, type CrashFixture, type Desk } from './crash-clients.ts';

/** Where in the life of a registering transaction its node is killed. */
export const POINTS = ['waiting for the ledger', 'before commit', 'between commit and reply', 'after reply'] as const;
export type Point = (typeof POINTS)[number];

type Registered = Answer<{ number: string | null }>;

/** A request that registers one agreement, to be sent to a node of choice. */
interface Registration {
  id: string;
  /** The agreement's state while it has not been registered. */
  before: 'signed' | 'partly_signed';
  /** Of who sends the request: idempotency keys belong to a person. */
  personId: string;
  /** Makes the request's body anew: a one-time code may have run out. */
  renew(): Promise<void>;
  send(url: string, key: string): Promise<Registered>;
  /** Sends it to whichever node is up until one answers. */
  retry(key: string): Promise<Registered>;
}

/** Kills the node that works on a registration at a chosen point, and looks whether the state is the one promised. */
export class ChosenKills {
  private readonly fixture: CrashFixture;
  private readonly proxy: PostgresProxy;
  private readonly owner: pg.Pool;
  private readonly pair: MeetingFixture;
  private readonly desk: Desk;

  constructor(fixture: CrashFixture, more: { proxy: PostgresProxy; owner: pg.Pool; pair: MeetingFixture; desk: Desk }) {
    this.fixture = fixture;
    this.proxy = more.proxy;
    this.owner = more.owner;
    this.pair = more.pair;
    this.desk = more.desk;
  }

  async at(point: Point, source: 'screen' | 'paper'): Promise<void> {
    // An attempt whose node was killed stays counted as wrong, and nobody else is killed at as often in one window.
    await this.owner.query(`DELETE FROM secret_attempt`);
    const registration = source === 'screen' ? await this.lastSignature() : await this.verification();
    const key = this.fixture.random.uuid();
    const url = await until('a node that is up', () => this.fixture.fleet.any(this.fixture.random.next));
    const number = await this.kill(point, registration, url, key);
    if (number === null) {
      await this.expectNothing(registration, key);
      await registration.renew();
    } else {
      await this.expectThereOnce(registration, number);
    }
    const retried = await registration.retry(key);
    expect(retried, `the retry after a kill ${point}`).toMatchObject({ status: 200 });
    expect(retried.body.number, 'the retry gives the number').toBe(number ?? retried.body.number);
    await this.expectThereOnce(registration, retried.body.number as string);
    this.fixture.acknowledged.push({ id: registration.id, number: retried.body.number as string });
  }

  /** Kills it there. Gives the number that is registered by then, or null where nothing may be. */
  private async kill(point: Point, registration: Registration, url: string, key: string): Promise<string | null> {
    const { fleet } = this.fixture;
    if (point === 'after reply') {
      const reply = await registration.send(url, key);
      fleet.kill(url);
      expect(reply).toMatchObject({ status: 200, body: { number: expect.any(String) as string } });
      return reply.body.number;
    }
    if (point === 'waiting for the ledger') {
      await this.killWaiting(registration, url, key);
      return null;
    }
    const reached = this.proxy.whenHeld(key, point === 'before commit' ? 'commit' : 'committed');
    const { clientPort } = await orRefused(reached, registration.send(url, key));
    fleet.kill(url);
    if (point === 'before commit') {
      await this.untilGone(clientPort);
      return null;
    }
    const { number } = await this.rowOf(registration);
    expect(number, 'what was committed has its number').not.toBeNull();
    return number;
  }

  /** The edition's ledger is locked, so that the registration waits for it in the midst of its transaction. */
  private async killWaiting(registration: Registration, url: string, key: string): Promise<void> {
    const lock = await this.owner.connect();
    try {
      await lock.query('BEGIN');
      const head = 'SELECT 1 FROM ledger_head WHERE edition_id = $1 FOR UPDATE';
      expect((await lock.query(head, [this.fixture.edition.id])).rowCount, 'the ledger has begun').toBe(1);
      const sent = this.proxy.whenSent(key);
      const reply = registration.send(url, key);
      const { clientPort } = await orRefused(sent, reply);
      await orRefused(this.untilWaiting(clientPort), reply);
      this.fixture.fleet.kill(url);
      await lock.query('ROLLBACK');
      await this.untilGone(clientPort);
    } finally {
      lock.release(true);
    }
  }

  private async untilWaiting(clientPort: number): Promise<void> {
    await until('the registration waits for the ledger', async () => {
      const { rows } = await this.owner.query(
        `SELECT 1 FROM pg_stat_activity
          WHERE client_port = $1 AND wait_event_type = 'Lock' AND query LIKE '%FROM ledger_head%'`,
        [clientPort],
      );
      return rows.length > 0;
    });
  }

  private async untilGone(clientPort: number): Promise<void> {
    await until('the killed node’s transaction is over', async () => {
      const { rows } = await this.owner.query('SELECT 1 FROM pg_stat_activity WHERE client_port = $1', [clientPort]);
      return rows.length === 0;
    });
  }

  private async expectNothing(registration: Registration, key: string): Promise<void> {
    expect(await this.rowOf(registration)).toEqual({ state: registration.before, number: null, entries: 0 });
    const params = [registration.personId, key];
    const { rows } = await this.owner.query('SELECT 1 FROM idempotency_key WHERE person_id = $1 AND key = $2', params);
    expect(rows, 'the key is free again').toEqual([]);
  }

  private async expectThereOnce(registration: Registration, number: string): Promise<void> {
    expect(await this.rowOf(registration)).toEqual({ state: 'registered', number, entries: 1 });
  }

  private async rowOf({ id }: Registration): Promise<{ state: string; number: string | null; entries: number }> {
    const { rows } = await this.owner.query<{ state: string; number: string | null; entries: number }>(
      `SELECT state, number, (SELECT count(*)::int FROM ledger_entry WHERE agreement_id = a.id) AS entries
         FROM agreement a WHERE id = $1`,
      [id],
    );
    return rows[0] as (typeof rows)[number];
  }

  private async verification(): Promise<Registration> {
    const { staff, colleague } = this.desk;
    const { id } = await logAPaper(staff);
    const path = `/api/agreements/paper/${id}/verify`;
    return {
      id,
      before: 'signed',
      personId: colleague.id,
      renew: () => Promise.resolve(),
      send: (url, key) => clientOf(url, colleague.cookie).create(path, { version: 1 }, key),
      retry: (key) => colleague.client.create(path, { version: 1 }, key),
    };
  }

  private async lastSignature(): Promise<Registration> {
    const { host } = this.fixture;
    const { agreement, investor, owner } = await anAgreementToSign(host, { fixture: this.pair });
    this.fixture.drafted += 1;
    await signAs(host, investor, agreement);
    const path = `/api/agreements/${agreement.id}/sign`;
    let body = signatureOf(agreement, owner);
    const renew = async () => {
      await forgetUsedCodes(host, owner);
      body = signatureOf(agreement, owner);
    };
    await renew();
    return {
      id: agreement.id,
      before: 'partly_signed',
      personId: owner.id,
      renew,
      send: (url, key) => clientOf(url, owner.cookie).create(path, body, key),
      retry: (key) => owner.client.create(path, body, key),
    };
  }
}

/** What is waited for; a reply that comes first, or a request that fails first, is an error. */
function orRefused<T>(reached: Promise<T>, reply: Promise<Registered>): Promise<T> {
  const first = reply.then(({ status, body }) => {
    throw new Error(`answered before it was held back: ${status} ${JSON.stringify(body)}`);
  });
  return Promise.race([reached, first]);
}
