import { agreementNumber, commitTo, GENESIS, chainEntry } from '@everexpo/ledger';
import { committedTerms } from '../agreements/index.ts';
import { exec, type Transaction } from '../platform/index.ts';
import { TIME_ZONE, type DemoEdition } from './generate/demo-edition.ts';
import type { PastAgreement } from './generate/past-agreements.ts';
import { seeded } from './generate/random.ts';

/** Last year's edition: its registered papers, their ledger, and how they have been kept since. */
export async function loadPastEdition(
  tx: Transaction,
  demo: DemoEdition,
  past: PastAgreement[],
  hashes: string[],
  seed: number,
): Promise<void> {
  const year = demo.edition.year - 1;
  const code = `KC-${year}`;
  const editionId = seeded(seed).uuid();
  const startsOn = (past[0] as PastAgreement).registeredAt.toISOString().slice(0, 10);
  const edition = {
    id: editionId,
    code,
    year,
    name_zh: `${year} 永不落幕科创会`,
    name_en: `Everexpo ${year}`,
    time_zone: TIME_ZONE,
    starts_on: startsOn,
    day_count: 3,
    demo: true,
  };
  await exec(tx)`
    INSERT INTO edition (id, code, year, name_zh, name_en, time_zone, starts_on, day_count, demo)
    SELECT id, code, year, name_zh, name_en, time_zone, starts_on, day_count, demo
    FROM json_populate_recordset(NULL::edition, ${JSON.stringify([edition])})
  `;
  const [first, second] = demo.people.filter(({ role }) => role === 'staff');
  const agreements = past.map((item, index) => ({
    id: item.id,
    edition_id: editionId,
    source: 'paper',
    state: 'registered',
    kind: item.kind,
    title: item.title,
    amount_fen: item.amountFen,
    amount_public: item.amountPublic,
    term_months: item.termMonths,
    terms: item.terms,
    city: item.city,
    track: item.track,
    signed_on: item.registeredAt.toISOString().slice(0, 10),
    document_sha256: hashes[index],
    document_type: 'application/pdf',
    salt: item.salt,
    number: agreementNumber(code, index + 1),
    registered_at: item.registeredAt.toISOString(),
    created_by: first?.id,
    verified_by: second?.id,
    verified_at: item.registeredAt.toISOString(),
    details: {},
    parties_public: true,
    signing_order: 'parallel',
  }));
  await exec(tx)`
    INSERT INTO agreement (id, edition_id, source, state, kind, title, amount_fen, amount_public, term_months,
      terms, city, track, signed_on, document_sha256, document_type, salt, number, registered_at, created_by,
      verified_by, verified_at, details, parties_public, signing_order)
    SELECT id, edition_id, source, state, kind, title, amount_fen, amount_public, term_months, terms, city, track,
      signed_on, document_sha256, document_type, salt, number, registered_at, created_by, verified_by, verified_at,
      details, parties_public, signing_order
    FROM json_populate_recordset(NULL::agreement, ${JSON.stringify(agreements)})
  `;
  const parties = past.flatMap(({ id, parties: names }) =>
    names.map((name, index) => ({ agreement_id: id, position: index + 1, name, organisation: name })),
  );
  await exec(tx)`
    INSERT INTO agreement_party (agreement_id, position, name, organisation)
    SELECT agreement_id, position, name, organisation
    FROM json_populate_recordset(NULL::agreement_party, ${JSON.stringify(parties)})
  `;
  await insertLedger(tx, { id: editionId, code }, past, hashes);
  await insertFollowUp(tx, past, first?.id ?? null);
}

/** A year on: two milestones each, most of them reached, a few overdue. */
async function insertFollowUp(tx: Transaction, past: PastAgreement[], staffId: string | null): Promise<void> {
  const day = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000).toISOString();
  const rows = past.flatMap((item, index) =>
    [120, 340].map((days, order) => {
      const done = (index + order) % 9 !== 0;
      const paid = done ? Math.round((item.amountFen * (order === 0 ? 0.3 : 0.4)) / 100) * 100 : 0;
      return {
        agreement_id: item.id,
        kind: order === 0 ? 'milestone' : 'payment',
        title: order === 0 ? '完成样机或方案验收' : '支付第二期款',
        due_on: day(item.registeredAt, days).slice(0, 10),
        amount_fen: order === 0 ? null : paid || item.amountFen,
        realised_fen: paid,
        done_at: done ? day(item.registeredAt, days - 5) : null,
        done_by: done ? staffId : null,
      };
    }),
  );
  await exec(tx)`
    INSERT INTO milestone (agreement_id, kind, title, due_on, amount_fen, realised_fen, done_at, done_by)
    SELECT agreement_id, kind, title, due_on, amount_fen, realised_fen, done_at, done_by
    FROM json_populate_recordset(NULL::milestone, ${JSON.stringify(rows)})
  `;
}

async function insertLedger(
  tx: Transaction,
  edition: { id: string; code: string },
  past: PastAgreement[],
  hashes: string[],
): Promise<void> {
  let prev = GENESIS;
  const rows: object[] = [];
  for (const [index, item] of past.entries()) {
    const parties = item.parties.map((name) => ({ name, organisation: name }));
    const entry = await chainEntry({
      v: 1,
      edition: edition.code,
      seq: index + 1,
      number: agreementNumber(edition.code, index + 1),
      event: 'registered',
      agreement: item.id,
      content: await commitTo(committedTerms(item, parties), item.salt),
      document: hashes[index] as string,
      at: item.registeredAt.toISOString(),
      prev,
    });
    prev = entry.hash;
    rows.push({ ...entry, edition_id: edition.id, agreement_id: item.id });
  }
  await exec(tx)`
    INSERT INTO ledger_entry (edition_id, seq, number, agreement_id, event, content, document, at, prev, hash)
    SELECT edition_id, seq, number, agreement_id, event, content, document, at, prev, hash
    FROM json_populate_recordset(NULL::ledger_entry, ${JSON.stringify(rows)})
  `;
  const ledgerHeadRows = [{ edition_id: edition.id, seq: past.length, numbered: past.length, hash: prev }];
  await exec(tx)`
    INSERT INTO ledger_head (edition_id, seq, numbered, hash)
    SELECT edition_id, seq, numbered, hash
    FROM json_populate_recordset(NULL::ledger_head, ${JSON.stringify(ledgerHeadRows)})
  `;
}
