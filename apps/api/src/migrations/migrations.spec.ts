import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { entities } from '../entities.ts';
import { databaseOptions } from '../platform/index.ts';
import { migrations } from './index.ts';

/** Without any table; dropped at the test's end. */
async function anEmptyDatabase(): Promise<DataSource> {
  const server = inject('databaseUrl');
  const name = `migrations_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const options = databaseOptions({ DATABASE_URL: url.href, DATABASE_POOL: 2 }, entities, migrations);
  const dataSource = await new DataSource(options).initialize();
  onTestFinished(async () => {
    await dataSource.destroy();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  });
  return dataSource;
}

/** Takes back this migration and those after it. */
async function undoFrom(dataSource: DataSource, migration: string): Promise<void> {
  const at = migrations.findIndex(({ name }) => name.startsWith(migration));
  for (let undone = migrations.length; undone > at; undone -= 1) await dataSource.undoLastMigration();
}

test('the schema can be made, taken back and made again, and every entity fits it', async () => {
  const dataSource = await anEmptyDatabase();
  const tables = () =>
    dataSource.query<unknown[]>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY tablename`,
    );
  await dataSource.runMigrations({ transaction: 'all' });
  const made = await tables();
  expect(made.length).toBeGreaterThan(entities.length);
  for (const _ of migrations) await dataSource.undoLastMigration();
  expect(await tables()).toEqual([]);
  await dataSource.runMigrations({ transaction: 'all' });
  expect(await tables()).toEqual(made);
  for (const entity of entities) expect(await dataSource.manager.find(entity, { take: 1 }), entity.name).toEqual([]);
});

test('a name from before the rule is brought under it: an unseen character before an accent', async () => {
  const dataSource = await anEmptyDatabase();
  await dataSource.runMigrations({ transaction: 'all' });
  await undoFrom(dataSource, 'Identity');
  await dataSource.query(`INSERT INTO person (email, name, name_en) VALUES ('a@test.example', $1, $1)`, [
    'e\u200B\u0301',
  ]);
  await dataSource.runMigrations({ transaction: 'all' });
  expect(await dataSource.query(`SELECT name, name_en FROM person`)).toEqual([{ name: '\u00E9', name_en: '\u00E9' }]);
});

test('the progress of pitches and the reminders of meetings move to their owners, and back', async () => {
  const dataSource = await anEmptyDatabase();
  await dataSource.runMigrations({ transaction: 'all' });
  await undoFrom(dataSource, 'TablesHaveOwners');
  await dataSource.query(`
    INSERT INTO organisation (name_zh, name_en, city) VALUES ('甲', 'A', 'wuhan');
    INSERT INTO person (email, name, organisation_id)
      SELECT email, '某', o.id FROM organisation o, unnest('{owner@everexpo.example,b@test.example}'::text[]) AS email;
    INSERT INTO edition (code, year, name_zh, name_en, time_zone, starts_on, day_count, demo)
      VALUES ('E', 2026, '届', 'Edition', 'Asia/Shanghai', '2026-11-01', 3, true);
    INSERT INTO room (edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats)
      SELECT id, 1, '馆', 'Hall', '厅', 'Room', 'both', 10 FROM edition;
    INSERT INTO session (edition_id, room_id, code, kind, title_zh, title_en, track, field, starts_at, ends_at)
      SELECT edition_id, id, 'S001', 'pitch', '场', 'Session', 'hightech', 'energy', now(), now() + interval '1 hour'
        FROM room;
    INSERT INTO project (edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en,
                         summary_zh, summary_en, seeks_zh, seeks_en)
      SELECT e.id, p.id, p.organisation_id, 'hightech', 'energy', 'wuhan', 'pilot', t, t, '', '', '', ''
        FROM edition e, person p, unnest('{1,2,3}'::text[]) AS t WHERE p.email LIKE 'owner@%';
    INSERT INTO pitch (session_id, project_id, position, minutes, started_at, skipped_at)
      SELECT s.id, j.id, j.title_zh::int, 8, CASE j.title_zh WHEN '1' THEN timestamptz '2026-11-01 09:00Z' END,
             CASE j.title_zh WHEN '2' THEN timestamptz '2026-11-01 09:05Z' END
        FROM session s, project j;
    INSERT INTO stage (session_id, state, opened_at) SELECT id, 'live', now() FROM session;
    INSERT INTO interest (project_id, investor_id, owner_id)
      SELECT j.id, p.id, j.owner_id FROM project j, person p WHERE j.title_zh = '1' AND p.email LIKE 'b@%';
    INSERT INTO meeting (interest_id, opened_by, state, starts_at, ends_at)
      SELECT id, investor_id, 'accepted', now(), now() + interval '1 hour' FROM interest;
    INSERT INTO programme_version (edition_id, number, state, note, published_at, created_by)
      SELECT e.id, n, 'published', '', now(), p.id
        FROM edition e, person p, generate_series(1, 2) AS n WHERE p.email LIKE 'owner@%';
    INSERT INTO notice (person_id, version_id, changes)
      SELECT p.id, v.id, '[]' FROM person p, programme_version v WHERE v.number = 2;
    INSERT INTO reminder_sent (subject_id, what) SELECT id, 'meeting 4 15' FROM meeting;
    INSERT INTO reminder_sent (subject_id, what) SELECT id, 'overdue' FROM project WHERE title_zh = '1';
  `);
  const before = () =>
    dataSource.query<unknown[]>(
      `SELECT position, started_at, ended_at, skipped_at,
              (SELECT string_agg(what, ',' ORDER BY what) FROM reminder_sent)
         FROM pitch ORDER BY position`,
    );
  const was = await before();
  await dataSource.runMigrations({ transaction: 'all' });
  expect(
    await dataSource.query(
      `SELECT t.position, t.begun, s.state, g.started_at, g.skipped_at
         FROM pitch t JOIN session s ON s.id = t.session_id LEFT JOIN pitch_progress g ON g.pitch_id = t.id ORDER BY 1`,
    ),
  ).toEqual([
    { position: 1, begun: true, state: 'live', started_at: new Date('2026-11-01T09:00Z'), skipped_at: null },
    { position: 2, begun: false, state: 'live', started_at: null, skipped_at: new Date('2026-11-01T09:05Z') },
    { position: 3, begun: false, state: 'live', started_at: null, skipped_at: null },
  ]);
  const notified = () => dataSource.query<unknown[]>(`SELECT number, notified FROM programme_version ORDER BY number`);
  const notifiedPeople = [
    { number: 1, notified: 0 },
    { number: 2, notified: 2 },
  ];
  expect(await notified()).toEqual(notifiedPeople);
  expect(await dataSource.query(`SELECT revision, minutes_before FROM meeting_reminder`)).toEqual([
    { revision: 4, minutes_before: 15 },
  ]);
  expect(await dataSource.query(`SELECT what FROM reminder_sent`)).toEqual([{ what: 'overdue' }]);
  expect(await dataSource.query(`SELECT email FROM person WHERE demo`)).toEqual([{ email: 'owner@everexpo.example' }]);
  await undoFrom(dataSource, 'TablesHaveOwners');
  expect(await before()).toEqual(was);
  expect(
    await dataSource.query(
      `SELECT 1 FROM information_schema.columns WHERE table_name = 'programme_version' AND column_name = 'told'`,
    ),
  ).toEqual([]);
  await dataSource.runMigrations({ transaction: 'all' });
  expect(await notified(), 'counted anew').toEqual(notifiedPeople);
});

test('what is stored is found under the standard terms, and after going back under those of before', async () => {
  const dataSource = await anEmptyDatabase();
  await dataSource.runMigrations({ transaction: 'all' });
  await undoFrom(dataSource, 'StandardTerms');
  await dataSource.query(`
    INSERT INTO person (email, name) VALUES ('a@test.example', '某');
    INSERT INTO edition (code, year, name_zh, name_en, time_zone, starts_on, day_count, rules)
      VALUES ('E', 2026, '届', 'Edition', 'Asia/Shanghai', '2026-11-01', 3, '{"walks": [{"minutes": 5}], "minutes": 8}');
    INSERT INTO room (edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats)
      SELECT id, 1, '馆', 'Hall', '厅', 'Room', 'both', 10 FROM edition;
    INSERT INTO session (edition_id, room_id, code, kind, title_zh, title_en, track, field, starts_at, ends_at)
      SELECT edition_id, id, 'S001', 'pitch', '场', 'Session', 'hightech', 'energy', now(), now() + interval '1 hour'
        FROM room;
    INSERT INTO live_message (session_id, seq, kind, payload)
      SELECT id, 1, 'chat', '{"saidAt": "t", "body": "b"}' FROM session;
    INSERT INTO programme_version (edition_id, state, note, created_by)
      SELECT e.id, 'called-off', '', p.id FROM edition e, person p;
    INSERT INTO outbox_event (type, payload) VALUES ('negotiation.side-said', '{}');
    INSERT INTO outbox_delivery (event_id, handler, delivered_at) SELECT id, 'live.put-out', now() FROM outbox_event;
  `);
  const stored = () =>
    dataSource.query<unknown[]>(
      `SELECT e.rules, m.payload, v.state, o.type, d.handler
         FROM edition e, live_message m, programme_version v, outbox_event o, outbox_delivery d`,
    );
  const before = await stored();
  await dataSource.runMigrations({ transaction: 'all' });
  expect(await stored()).toEqual([
    {
      rules: { travelTimes: [{ minutes: 5 }], minutes: 8 },
      payload: { sentAt: 't', body: 'b' },
      state: 'cancelled',
      type: 'negotiation.side-message-sent',
      handler: 'live.remove-banned',
    },
  ]);
  await undoFrom(dataSource, 'StandardTerms');
  expect(await stored()).toEqual(before);
});
