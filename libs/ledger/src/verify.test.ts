import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agreementNumber,
  canonicalJson,
  commitTo,
  GENESIS,
  chainEntry,
  type LedgerEntry,
  type LedgerEvent,
} from './entry.ts';
import { entryHolds, verifyChain } from './verify.ts';

const HASH = /^[0-9a-f]{64}$/;
const hex = (seed: number) => seed.toString(16).padStart(64, '0');

async function aChain(length: number): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    entries.push(
      await chainEntry({
        v: 1,
        edition: 'KC-2026',
        seq,
        number: agreementNumber('KC-2026', seq),
        event: 'registered',
        agreement: `agreement-${seq}`,
        content: hex(seq),
        document: hex(seq + 1_000),
        at: new Date(seq * 1_000).toISOString(),
        prev: entries.at(-1)?.hash ?? GENESIS,
      }),
    );
  }
  return entries;
}

describe('a chain as it was written', () => {
  test('holds, and says how long it is and where it ends', async () => {
    const chain = await aChain(5);
    expect(await verifyChain(chain)).toEqual({ holds: true, entries: 5, head: chain[4]?.hash, edition: 'KC-2026' });
  });

  test('holds when it is empty', async () => {
    expect(await verifyChain([])).toEqual({ holds: true, entries: 0, head: GENESIS, edition: null });
  });
});

describe('a chain that was touched', () => {
  test('names the first wrong entry, whichever field of whichever entry was changed', async () => {
    const chain = await aChain(8);
    const fields = ['edition', 'number', 'agreement', 'content', 'document', 'at', 'prev', 'hash'] as const;
    await fc.assert(
      fc.asyncProperty(fc.nat(7), fc.constantFrom(...fields), async (index, field) => {
        const entry = chain[index] as LedgerEntry;
        const other = HASH.test(entry[field]) ? hex(999_999) : `${entry[field]}x`;
        const changed = chain.map((one, at) => (at === index ? { ...one, [field]: other } : one));
        const verdict = await verifyChain(changed);
        expect(verdict).toMatchObject({ holds: false, at: index + 1 });
      }),
    );
  });

  test('does not hold with an entry missing, repeated, swapped or added', async () => {
    const chain = await aChain(5);
    const [first, second, third, fourth, fifth] = chain as [
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
    ];
    expect(await verifyChain([first, third, fourth])).toMatchObject({ holds: false, at: 2 });
    expect(await verifyChain([first, second, second])).toMatchObject({ holds: false, at: 3 });
    expect(await verifyChain([first, third, second])).toMatchObject({ holds: false, at: 2 });
    expect(await verifyChain([second, third])).toMatchObject({ holds: false, at: 1 });
    const forged = await chainEntry({ ...fifth, seq: 6, number: agreementNumber('KC-2026', 6), prev: GENESIS });
    expect(await verifyChain([...chain, forged])).toMatchObject({ holds: false, at: 6 });
  });

  test('refuses what is no entry: unknown fields, other versions, other things', async () => {
    const [entry] = await aChain(1);
    for (const candidate of [null, 'text', {}, { ...entry, extra: 1 }, { ...entry, v: 2 }]) {
      expect(await verifyChain([candidate])).toMatchObject({ holds: false, at: 1 });
    }
  });
});

test('one entry can be checked alone', async () => {
  const [entry] = (await aChain(1)) as [LedgerEntry];
  expect(await entryHolds(entry)).toBe(true);
  expect(await entryHolds({ ...entry, content: hex(7) })).toBe(false);
});

test('a commitment depends on every term and on the salt', async () => {
  const terms = { title: '合作', amountFen: 1 };
  const commitment = await commitTo(terms, 'salt');
  expect(commitment).toMatch(HASH);
  expect(await commitTo({ amountFen: 1, title: '合作' }, 'salt')).toBe(commitment);
  expect(await commitTo({ ...terms, amountFen: 2 }, 'salt')).not.toBe(commitment);
  expect(await commitTo(terms, 'other')).not.toBe(commitment);
});

test('what JSON cannot carry is refused', () => {
  expect(() => canonicalJson(undefined)).toThrow(TypeError);
});

describe('a chain with amendments and endings', () => {
  const registered = { event: 'registered' as const, refers: null };
  async function aStory(
    steps: { event: LedgerEvent; refers?: string | null; number: string; agreement?: string }[],
  ): Promise<LedgerEntry[]> {
    const entries: LedgerEntry[] = [];
    for (const [index, { event, refers = null, number, agreement = number }] of steps.entries()) {
      const body = {
        v: 2 as const,
        edition: 'KC-2026',
        seq: index + 1,
        number,
        event,
        refers,
        agreement,
        content: hex(index),
        document: hex(index + 1),
        signed: null,
      };
      entries.push(
        await chainEntry({ ...body, at: new Date(index * 1_000).toISOString(), prev: entries.at(-1)?.hash ?? GENESIS }),
      );
    }
    return entries;
  }
  const number = (count: number) => agreementNumber('KC-2026', count);

  test('numbers follow registrations, amendments and corrections; endings are said of numbers that stand', async () => {
    const story = await aStory([
      { ...registered, number: number(1) },
      { ...registered, number: number(2) },
      { event: 'amended', refers: number(1), number: number(3) },
      { event: 'terminated', number: number(2) },
      { event: 'corrected', refers: number(3), number: number(4) },
      { event: 'completed', number: number(4) },
    ]);
    expect(await verifyChain(story)).toMatchObject({ holds: true, entries: 6 });
  });

  test.each([
    [
      'an amendment of what is not there',
      [{ event: 'amended' as const, refers: number(9), number: number(2) }],
      'has not been given',
    ],
    [
      'a second amendment of the same number',
      [
        { event: 'amended' as const, refers: number(1), number: number(2) },
        { event: 'amended' as const, refers: number(1), number: number(3) },
      ],
      'no longer stands',
    ],
    [
      'a termination under another agreement',
      [{ event: 'terminated' as const, number: number(1), agreement: 'other' }],
      'under another agreement',
    ],
    ['a number left out', [{ ...registered, number: number(3) }], 'does not follow'],
    ['a correction that names nothing', [{ event: 'corrected' as const, number: number(2) }], 'names no number'],
    ['an unknown event', [{ event: 'forgotten' as LedgerEvent, number: number(1) }], 'is not known'],
  ])('refuses %s', async (_name, steps, reason) => {
    const story = await aStory([{ ...registered, number: number(1) }, ...steps]);
    expect(await verifyChain(story)).toMatchObject({
      holds: false,
      at: story.length,
      reason: expect.stringContaining(reason) as string,
    });
  });
});
