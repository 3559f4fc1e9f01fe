import { execFile } from 'node:child_process';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agreement, DeskEntry, LedgerPage } from '@everexpo/contracts';
import { generateSync } from 'otplib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seal } from '../../apps/api/src/accounts/second-factor/secret-box.ts';
import { demoAuthenticator } from '../../apps/api/src/demo/accounts.ts';
import { startPostgres, type Database } from '../../apps/launcher/src/postgres/postgres.ts';
import { prepare } from '../../apps/launcher/src/stack.ts';
import { aScan, paperForm } from '../support/agreements.ts';
import { ApiFleet } from '../support/api-fleet.ts';
import { newDataDir, removeDataDir, ROOT } from '../support/stack.ts';

const run = promisify(execFile);
const KILLS = 300;
const NODES = 4;
const PAIRS = 25;
const DESKS = 25;
const SECRET = 'crash-test-secret-of-more-than-32-characters';
/** Milliseconds between two kills, at random up to this. */
const LONGEST_PAUSE = 150;
/** Milliseconds a client takes to think between two agreements, at random up to this: two cores start the killed anew. */
const LONGEST_THOUGHT = 25_000;
const think = () => new Promise((go) => setTimeout(go, Math.random() * LONGEST_THOUGHT));

interface Person {
  id: string;
  email: string;
  cookie: string;
}

interface Answer<T> {
  status: number;
  body: T & { code?: string };
}

/** 300 kill -9 of API processes at random points while 50 clients sign and register. */
describe('whatever is killed, whenever', () => {
  const dir = newDataDir();
  let database: Database;
  let owner: pg.Pool;
  let fleet: ApiFleet;
  let env: NodeJS.ProcessEnv;
  let stopping = false;
  let code: string;
  const acknowledged: { id: string; number: string }[] = [];
  let drafted = 0;

  beforeAll(async () => {
    chmodSync(dir, 0o711);
    database = await startPostgres({ dir: join(dir, 'postgres'), log: join(dir, 'postgres.log'), password: 'test', settings: ['max_connections=200'] });
    env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: database.url, APP_ROLE_PASSWORD: 'test', DATABASE_POOL: '8', AUTH_SECRET: SECRET, STORAGE_DIR: join(dir, 'files'), LOG_LEVEL: 'silent' };
    await prepare(env, ['--demo'], () => undefined);
    owner = new pg.Pool({ connectionString: database.url, max: 8 });
    const { rows } = await owner.query<{ code: string }>(`SELECT code FROM edition WHERE opened_at IS NOT NULL ORDER BY starts_on DESC LIMIT 1`);
    code = rows[0]?.code ?? '';
    const nodeEnv = { ...env, DATABASE_URL: database.url.replace('everexpo:', 'everexpo_app:'), NODE_COMPILE_CACHE: join(dir, 'compiled') };
    // One that ends in order leaves its compiled code to those that will not.
    await (await ApiFleet.start(nodeEnv, 1)).stop();
    fleet = await ApiFleet.start(nodeEnv, NODES);
  });

  afterAll(async () => {
    stopping = true;
    await fleet?.stop();
    await owner?.end();
    await database?.part.stop();
    removeDataDir(dir);
  });

  test('every acknowledged agreement is there once, numbers have no gap, nothing is half done, and the ledger verifies', async () => {
    const clients = [...(await pairs()).map((pair) => signUntilStopped(pair)), ...(await desks()).map((desk, nth) => deskUntilStopped(desk, nth))];
    while (fleet.kills < KILLS) {
      await new Promise((next) => setTimeout(next, Math.random() * LONGEST_PAUSE));
      fleet.killOne();
    }
    stopping = true;
    await Promise.all(clients);
    expect(fleet.kills).toBe(KILLS);
    expect(acknowledged.length, 'the clients got on with their work').toBeGreaterThan(100);

    const entries = await ledger();
    const numbers = entries.map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => `${code}-${String(index + 1).padStart(4, '0')}`));
    expect(new Set(acknowledged.map(({ number }) => number)).size).toBe(acknowledged.length);
    const byAgreement = new Map(entries.map((entry) => [entry.agreement, entry]));
    expect(byAgreement.size, 'each agreement once').toBe(entries.length);
    for (const { id, number } of acknowledged) expect(byAgreement.get(id)?.number).toBe(number);

    const half = await owner.query(`SELECT id, state FROM agreement a WHERE source = 'screen' AND (state = 'signed' OR (state = 'registered') <> EXISTS (SELECT 1 FROM ledger_entry l WHERE l.agreement_id = a.id))`);
    expect(half.rows).toEqual([]);
    const unsigned = await owner.query(`SELECT 1 FROM agreement a JOIN agreement_party p ON p.agreement_id = a.id WHERE a.source = 'screen' AND a.state = 'registered' AND (p.signed_sha256 IS DISTINCT FROM a.document_sha256 OR p.signed_at IS NULL)`);
    expect(unsigned.rows).toEqual([]);
    const { rows: drafts } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM agreement WHERE source = 'screen'`);
    expect(drafts[0]?.n, 'no draft twice').toBe(drafted);
    for (const { document } of entries) expect(createHash('sha256').update(readFileSync(join(dir, 'files', 'agreements', document.slice(0, 2), document))).digest('hex')).toBe(document);

    const file = join(dir, 'ledger.ndjson');
    await run(process.execPath, ['apps/api/dist/ledger-export.js', code, file], { cwd: ROOT, env });
    const { stdout } = await run(process.execPath, ['apps/launcher/src/ledger.ts', 'verify', file], { cwd: ROOT });
    expect(stdout).toContain(`holds: ${entries.length} entries of ${code}`);
    console.log(`${fleet.kills} kills, ${acknowledged.length} registrations acknowledged, ${entries.length} entries`);
  }, 900_000);

  /** Asks until somebody answers: what is killed or refuses for want of its database is asked again, under the same key. */
  async function ask<T>(person: Person, method: string, path: string, body?: unknown, key = randomUUID() as string): Promise<Answer<T>> {
    for (;;) {
      const url = fleet.any();
      try {
        if (!url) throw new Error('nobody is up');
        const form = body instanceof FormData;
        const answer = await fetch(`${url}/api${path}`, {
          method,
          signal: AbortSignal.timeout(30_000),
          headers: { cookie: person.cookie, ...(method === 'POST' ? { 'idempotency-key': key } : {}), ...(body && !form ? { 'content-type': 'application/json' } : {}) },
          body: form ? body : body ? JSON.stringify(body) : undefined,
        });
        const answered = (await answer.json()) as T & { code?: string };
        if (answer.status < 500) return { status: answer.status, body: answered };
      } catch {
        // Killed while it worked for us.
      }
      await new Promise((again) => setTimeout(again, 30));
    }
  }

  async function signUntilStopped({ investor, partner, meetingId }: { investor: Person; partner: Person; meetingId: string }): Promise<void> {
    const terms = { kind: 'cooperation', title: '随时断电的协议', amountFen: 5_000_000, termMonths: 12, terms: '用于验证断电后数据完好的协议文本。' };
    while (!stopping) {
      const draft = await ask<Agreement>(investor, 'POST', `/meetings/${meetingId}/agreements`, terms);
      expect(draft.status).toBe(201);
      drafted += 1;
      const { id } = draft.body;
      await step(investor, id, 'submit', 'draft');
      await step(partner, id, 'approve', 'review');
      const { body: ready } = await ask<Agreement>(investor, 'GET', `/agreements/${id}`);
      expect(ready.state).toBe('ready');
      await sign(investor, ready);
      const { number } = await sign(partner, ready);
      acknowledged.push({ id, number: number as string });
      await think();
    }
  }

  /** A step whose answer was lost is not repeated once its effect is there. */
  async function step(person: Person, id: string, action: string, from: Agreement['state']): Promise<void> {
    const { status, body } = await ask<Agreement>(person, 'POST', `/agreements/${id}/${action}`, { version: 1 });
    if (status === 200) return;
    expect(body.code).toBe('agreement_state');
    const { body: now } = await ask<Agreement>(person, 'GET', `/agreements/${id}`);
    expect(now.state).not.toBe(from);
  }

  /** One person signs far more often here than a code lasts: what they have used is forgotten first. */
  async function sign(person: Person, { id, version, documentSha256 }: Agreement): Promise<Agreement> {
    for (;;) {
      await owner.query(`UPDATE second_factor SET used_step = 0 WHERE person_id = $1`, [person.id]);
      const otp = generateSync({ secret: demoAuthenticator(person.email) });
      const { status, body } = await ask<Agreement>(person, 'POST', `/agreements/${id}/sign`, { version, documentSha256, signature: { kind: 'typed', text: '断电测试' }, code: otp });
      if (status === 200) return body;
      // The code ran out while nobody answered; nothing has been signed under it.
      expect(status, JSON.stringify(body)).toBe(422);
    }
  }

  async function deskUntilStopped({ staff, colleague }: { staff: Person; colleague: Person }, nth: number): Promise<void> {
    for (let turn = 0; !stopping; turn += 1) {
      const body = new FormData();
      body.set('form', JSON.stringify(paperForm(nth * 10_000 + turn)));
      body.set('scan', new Blob([new Uint8Array(aScan())], { type: 'application/pdf' }), 'scan.pdf');
      const logged = await ask<DeskEntry>(staff, 'POST', '/agreements/paper', body);
      expect(logged.status, JSON.stringify(logged.body)).toBe(201);
      const verified = await ask<DeskEntry>(colleague, 'POST', `/agreements/paper/${logged.body.id}/verify`, { version: 1 });
      expect(verified.status, JSON.stringify(verified.body)).toBe(200);
      acknowledged.push({ id: verified.body.id, number: verified.body.number as string });
      await think();
    }
  }

  async function ledger(): Promise<LedgerPage['items']> {
    const items: LedgerPage['items'] = [];
    for (;;) {
      const page = (await (await fetch(`${fleet.any()}/api/ledger/${code}?after=${items.length}`)).json()) as LedgerPage;
      items.push(...page.items);
      if (page.items.length === 0) return items;
    }
  }

  /** A person with a session and an authenticator, as signing in and setting up would leave them. */
  async function person(email: string, role: string): Promise<Person> {
    const { rows } = await owner.query<{ id: string }>(`INSERT INTO person (name, email) VALUES ($1, $1) RETURNING id`, [email]);
    const { id } = rows[0] as { id: string };
    const token = randomUUID();
    await owner.query(`INSERT INTO person_role (person_id, role) VALUES ($1, $2)`, [id, role]);
    await owner.query(`INSERT INTO auth_session (person_id, token, expires_at) VALUES ($1, $2, now() + interval '2 hours')`, [id, token]);
    await owner.query(`INSERT INTO second_factor (person_id, secret, confirmed_at) VALUES ($1, $2, now())`, [id, seal(demoAuthenticator(email), SECRET)]);
    const signature = createHmac('sha256', SECRET).update(token).digest('base64');
    return { id, email, cookie: `everexpo.session_token=${encodeURIComponent(`${token}.${signature}`)}` };
  }

  async function pairs(): Promise<{ investor: Person; partner: Person; meetingId: string }[]> {
    const { rows: projects } = await owner.query<{ id: string }>(`SELECT j.id FROM project j JOIN edition e ON e.id = j.edition_id WHERE e.code = $1 ORDER BY j.id LIMIT $2`, [code, PAIRS]);
    return Promise.all(
      projects.map(async ({ id: projectId }, nth) => {
        const [investor, partner] = [await person(`investor-${nth}@crash.example`, 'investor'), await person(`owner-${nth}@crash.example`, 'owner')];
        const { rows } = await owner.query<{ id: string }>(
          `WITH i AS (INSERT INTO interest (project_id, investor_id, owner_id) VALUES ($1, $2, $3) RETURNING id),
                m AS (INSERT INTO meeting (interest_id, opened_by, starts_at, ends_at) SELECT id, $2, now(), now() + interval '2 hours' FROM i RETURNING id, starts_at, ends_at)
           INSERT INTO meeting_party (meeting_id, person_id, side, occupied) SELECT m.id, x.person, x.side, tstzrange(m.starts_at, m.ends_at) FROM m, (VALUES ($2::uuid, 'investor'), ($3::uuid, 'owner')) AS x(person, side) RETURNING meeting_id AS id`,
          [projectId, investor.id, partner.id],
        );
        return { investor, partner, meetingId: rows[0]?.id ?? '' };
      }),
    );
  }

  function desks(): Promise<{ staff: Person; colleague: Person }[]> {
    return Promise.all(Array.from({ length: DESKS }, async (_, nth) => ({ staff: await person(`staff-${nth}@crash.example`, 'staff'), colleague: await person(`checker-${nth}@crash.example`, 'staff') })));
  }
});
