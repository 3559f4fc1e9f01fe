import { expect } from 'vitest';
import type { AgreementState, DeskPage, EditionFigures, Home, LedgerPage, Wall } from '@everexpo/contracts';
import { verifyChain } from '@everexpo/ledger';
import type { BuiltEdition, Host } from '../../../apps/api/src/testing/builders/index.ts';
import type { Client } from '../../../apps/api/src/testing/clients/client.ts';
import type { AcknowledgedAgreement } from './figures-pair.ts';

interface Row extends AcknowledgedAgreement {
  source: 'screen' | 'paper';
  kind: string;
  city: string | null;
  track: string | null;
  amountPublic: boolean;
  registeredAt: Date | null;
}

/** @returns how many agreements count. @throws AssertionError where a figure is not what the rows give */
export async function expectSameFigures(
  host: Host,
  edition: BuiltEdition,
  client: Client,
  acknowledged: AcknowledgedAgreement[],
): Promise<number> {
  const rows = await host.asOwner<Row>(
    `SELECT id, state, number, amount_fen::float8 AS "amountFen", source, kind, city, track,
            amount_public AS "amountPublic", registered_at AS "registeredAt"
       FROM agreement WHERE edition_id = $1`,
    [edition.id],
  );
  expect(byId(rows.map(({ id, state, number, amountFen }) => ({ id, state, number, amountFen })))).toEqual(
    byId(acknowledged),
  );
  const counted = rows.filter(({ number, state }) => number !== null && state !== 'amended');
  const totals = { count: counted.length, amountFen: amountOf(counted) };

  const home = await client.ask<Home>('GET', '/api/home');
  expect(home.figures, 'the front page').toMatchObject({ agreements: totals.count, amountFen: totals.amountFen });
  const wall = await client.ask<Wall>('GET', '/api/wall');
  expect(wall, 'the wall').toMatchObject(totals);
  expectSpread(wall, counted);
  await expectYear(client, edition, counted, totals);
  await expectDesk(client, rows);
  await expectLedger(client, edition, rows);
  return totals.count;
}

function expectSpread(wall: Wall, counted: Row[]): void {
  const spread = (pick: (row: Row) => string | null) => tally(counted.map(pick).filter((one) => one !== null));
  expect(Object.fromEntries(wall.byCity.map(({ city, count }) => [city, count])), 'by city').toEqual(
    spread(({ city }) => city),
  );
  expect(Object.fromEntries(wall.byTrack.map(({ track, count }) => [track, count])), 'by track').toEqual(
    spread(({ track }) => track),
  );
  const newest = counted.toSorted((a, b) => instantOf(b) - instantOf(a) || (a.number! < b.number! ? 1 : -1));
  expect(
    wall.newest.map(({ number }) => number),
    'the newest',
  ).toEqual(newest.slice(0, wall.newest.length).map(({ number }) => number));
}

async function expectYear(client: Client, edition: BuiltEdition, counted: Row[], totals: object): Promise<void> {
  const years = await client.ask<EditionFigures[]>('GET', '/api/register/figures');
  const year = years.find(({ code }) => code === edition.code);
  const inState = (state: AgreementState) => counted.filter((row) => row.state === state).length;
  const expected = { ...totals, completed: inState('completed'), terminated: inState('terminated') };
  expect(year ?? { count: 0, amountFen: 0, completed: 0, terminated: 0 }, 'the year in figures').toMatchObject(
    expected,
  );
  const kinds = Object.groupBy(counted, ({ kind }) => kind);
  expect(byKindOf(year?.byKind ?? []), 'by kind').toEqual(
    byKindOf(
      Object.entries(kinds).map(([kind, those]) => ({ kind, count: those!.length, amountFen: amountOf(those!) })),
    ),
  );
}

async function expectDesk(client: Client, rows: Row[]): Promise<void> {
  const papers = rows.filter(({ source }) => source === 'paper');
  for (const state of ['signed', 'registered', 'withdrawn'] as const) {
    const { total } = await client.ask<DeskPage>('GET', `/api/agreements/paper?state=${state}&limit=1`);
    expect(total, `papers ${state} at the desk`).toBe(papers.filter((row) => row.state === state).length);
  }
}

/** Every state of a numbered agreement follows from the ledger alone. */
async function expectLedger(client: Client, { code }: BuiltEdition, rows: Row[]): Promise<void> {
  const items: LedgerPage['items'] = [];
  for (;;) {
    const page = await client.ask<LedgerPage>('GET', `/api/ledger/${code}?after=${items.length}`);
    items.push(...page.items);
    if (page.items.length === 0) break;
  }
  const states: Record<string, string> = {};
  for (const line of items) {
    states[line.number] = line.event === 'completed' || line.event === 'terminated' ? line.event : 'registered';
    if (line.v === 2 && line.refers !== null) states[line.refers] = 'amended';
  }
  const numbered = rows.filter(({ number }) => number !== null);
  expect(states, 'the ledger').toEqual(Object.fromEntries(numbered.map(({ number, state }) => [number, state])));
  const numbers = Object.keys(states).sort();
  expect(numbers).toEqual(numbers.map((_, index) => `${code}-${String(index + 1).padStart(4, '0')}`));
  expect(await verifyChain(items)).toMatchObject({ holds: true, entries: items.length });
}

const byId = (list: AcknowledgedAgreement[]) => Object.fromEntries(list.map((one) => [one.id, one]));
const byKindOf = (list: { kind: string; count: number; amountFen: number }[]) =>
  Object.fromEntries(list.map(({ kind, count, amountFen }) => [kind, { count, amountFen }]));
const amountOf = (rows: Row[]) => rows.filter((row) => row.amountPublic).reduce((sum, row) => sum + row.amountFen, 0);
const instantOf = ({ registeredAt }: Row) => registeredAt?.getTime() ?? 0;

function tally(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
