import { randomUUID } from 'node:crypto';
import type { LedgerLine, LedgerPage } from '@everexpo/contracts';
import { seeded } from '../../../apps/api/src/demo/generate/random.ts';
import {
  anEdition,
  aPaper,
  aPerson,
  type BuiltEdition,
  type Host,
} from '../../../apps/api/src/testing/builders/index.ts';
import { clientOf } from '../../../apps/api/src/testing/clients/client.ts';

export interface RaceOptions {
  /** Papers that are registered. */
  size: number;
  /** Decides in which order they are verified. */
  seed: number;
  /** Members of the staff who verify at the same time. */
  clerks?: number;
}

export interface Race {
  edition: BuiltEdition;
  /** Status of each verification. */
  statuses: number[];
  /** The edition's whole ledger afterwards. */
  lines: LedgerLine[];
}

/** Registers papers of a new edition, which is the current one then, as fast as a desk full of clerks can. */
export async function registerAtOnce(host: Host, { size, seed, clerks = 40 }: RaceOptions): Promise<Race> {
  const edition = await anEdition(host).current().build();
  const { entry } = await aPaper(host);
  // The others are copies with another document and amount: what races is the register, not the form.
  const copies = await host.asOwner<{ id: string }>(
    `WITH copy AS (
       INSERT INTO agreement (edition_id, source, state, kind, title, amount_fen, amount_public, term_months, terms,
                              city, track, signed_on, document_sha256, document_type, created_by)
         SELECT edition_id, source, state, kind, title || n, amount_fen + n, true, term_months, terms, city, track,
                signed_on, encode(sha256(($3 || n)::bytea), 'hex'), document_type, created_by
           FROM agreement, generate_series(1, $2::int) AS n WHERE id = $1 RETURNING id),
     party AS (
       INSERT INTO agreement_party (agreement_id, position, name, organisation)
         SELECT copy.id, p.position, p.name, p.organisation FROM copy, agreement_party p WHERE p.agreement_id = $1)
     SELECT id FROM copy`,
    [entry.id, size - 1, randomUUID()],
  );
  const random = seeded(seed);
  const waiting = [entry, ...copies]
    .map(({ id }) => ({ id, turn: random.next() }))
    .sort((one, other) => one.turn - other.turn);
  const statuses: number[] = [];
  const people = await Promise.all(Array.from({ length: clerks }, () => aPerson(host, { roles: ['staff'] })));
  const work = people.map(async ({ client }) => {
    for (let paper = waiting.pop(); paper; paper = waiting.pop()) {
      statuses.push((await client.create(`/api/agreements/paper/${paper.id}/verify`, { version: 1 })).status);
    }
  });
  await Promise.all(work);
  return { edition, statuses, lines: await wholeLedger(host, edition.code) };
}

/** Every line of an edition's ledger, page by page. */
export async function wholeLedger({ url }: Pick<Host, 'url'>, code: string): Promise<LedgerLine[]> {
  const anonymous = clientOf(url, '');
  const lines: LedgerLine[] = [];
  for (;;) {
    const page = await anonymous.ask<LedgerPage>('GET', `/api/ledger/${code}?after=${lines.length}&limit=500`);
    lines.push(...page.items);
    if (page.items.length === 0) return lines;
  }
}
