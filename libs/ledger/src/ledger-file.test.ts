import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aTempFolder } from '../../../tests/support/a-temp-folder.ts';
import { exported as linesOf, tamper } from '../../../tests/soak/tamper/tamper.ts';
import { ledgerKey, type Checkpoint, type LedgerKey } from './checkpoint.ts';
import { agreementNumber, GENESIS, chainEntry, type LedgerEntry } from './entry.ts';
import { readLedger, readLines, verifyLedger } from './ledger-file.ts';
import {
  append,
  consistencyProof,
  emptyFrontier,
  inclusionProof,
  rootOf,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const hex = (seed: number) => seed.toString(16).padStart(64, '0');
const signingKey = await ledgerKey(new Uint8Array(32).fill(7));
const stranger = await ledgerKey(new Uint8Array(32).fill(8));

async function aLedger(
  length: number,
  key: LedgerKey = signingKey,
  change: (body: LedgerEntry) => object = () => ({}),
): Promise<{ entries: LedgerEntry[]; checkpoints: Checkpoint[] }> {
  const entries: LedgerEntry[] = [];
  const checkpoints: Checkpoint[] = [];
  let frontier = emptyFrontier();
  for (let seq = 1; seq <= length; seq++) {
    const body = {
      v: 1 as const,
      edition: 'KC-2026',
      seq,
      number: agreementNumber('KC-2026', seq),
      event: 'registered' as const,
      agreement: `a-${seq}`,
      content: hex(seq),
      document: hex(seq + 999),
      at: new Date(seq * 1000).toISOString(),
      prev: entries.at(-1)?.hash ?? GENESIS,
    };
    const entry = await chainEntry({ ...body, ...change({ ...body, hash: '' }) });
    entries.push(entry);
    frontier = await append(frontier, entry.hash);
    checkpoints.push(
      await key.sign({ edition: 'KC-2026', size: seq, root: await rootOf(frontier), head: entry.hash, at: entry.at }),
    );
  }
  return { entries, checkpoints };
}

describe('an export', () => {
  test('holds from itself alone, with or without the published key', async () => {
    const ledger = await aLedger(30);
    expect(await verifyLedger(ledger)).toMatchObject({
      holds: true,
      entries: 30,
      key: signingKey.publicKey,
      checkpoints: 30,
    });
    expect(await verifyLedger(ledger, signingKey.publicKey)).toMatchObject({ holds: true });
  });

  test('does not hold after any of 100 changes of a single bit or a line, and an entry is named', async () => {
    const ledger = await aLedger(40);
    expect(await tamper(linesOf(ledger), ledger.entries.length, { size: 100, seed: 1 })).toEqual([]);
  });

  test('does not hold with its last entries cut off, with or without their checkpoints', async () => {
    const { entries, checkpoints } = await aLedger(20);
    expect(await verifyLedger({ entries: entries.slice(0, 17), checkpoints })).toMatchObject({
      holds: false,
      at: 18,
      reason: 'is missing: a checkpoint covers 18 entries',
    });
    expect(await verifyLedger({ entries, checkpoints: checkpoints.slice(0, 17) })).toMatchObject({
      holds: false,
      at: 18,
      number: 'KC-2026-0018',
    });
    expect(await verifyLedger({ entries, checkpoints: [] })).toMatchObject({
      holds: false,
      reason: 'no checkpoint says where the ledger ends',
    });
  });

  test('of one line without end does not hold, and the screen is not filled with it', async () => {
    const line = JSON.stringify({ number: '0'.repeat(10_000_000) });
    const verdict = await verifyLedger(readLines([line]));
    expect(verdict).toMatchObject({ holds: false, at: 1, number: null });
    expect(JSON.stringify(verdict).length).toBeLessThan(500);
  });

  test('does not hold when somebody without the key has written the whole chain anew', async () => {
    const { checkpoints } = await aLedger(12);
    const forged = await aLedger(12, stranger, ({ seq }) => (seq === 5 ? { content: hex(123456) } : {}));
    expect(await verifyLedger({ entries: forged.entries, checkpoints })).toMatchObject({
      holds: false,
      at: 5,
      number: 'KC-2026-0005',
    });
    expect(await verifyLedger(forged, signingKey.publicKey)).toMatchObject({ holds: false });
    expect(
      await verifyLedger({
        entries: forged.entries,
        checkpoints: [...checkpoints.slice(0, 4), ...forged.checkpoints.slice(4)],
      }),
    ).toMatchObject({ holds: false, at: 5 });
  });

  const marked = (mark: number[], text: string, encoding: BufferEncoding = 'utf8') =>
    Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]);
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', (text) => marked([0xef, 0xbb, 0xbf], text)],
    ['UTF-16, as PowerShell redirects', (text) => marked([0xff, 0xfe], text, 'utf16le')],
    ['UTF-16, high bytes first', (text) => Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(text)])],
    ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
    ['UTF-16 without a mark, high bytes first', swapped],
    ['lines that end with CR LF', (text) => Buffer.from(`${text.replaceAll('\n', '\r\n')}\r\n\r\n`)],
  ])('holds in %s, and a change in it does not', async (_encoding, write) => {
    const text = linesOf(await aLedger(9)).join('\n');
    expect(await verifyLedger(readLedger(write(text)))).toMatchObject({ holds: true, entries: 9 });
    const changed = text.replace('"agreement":"a-5"', '"agreement":"a-6"');
    expect(await verifyLedger(readLedger(write(changed)))).toMatchObject({ holds: false, at: 5 });
    const dir = aTempFolder('ledger');
    writeFileSync(join(dir, 'ledger.ndjson'), write(text));
    const cli = [join(import.meta.dirname, 'cli.ts'), 'verify', join(dir, 'ledger.ndjson')];
    expect(execFileSync(process.execPath, cli, { encoding: 'utf8', stdio: 'pipe' })).toContain('holds: 9 entries');
  });

  test('proves one entry on the command line, and the proof holds without the ledger', async () => {
    const dir = aTempFolder('ledger');
    const file = join(dir, 'ledger.ndjson');
    writeFileSync(file, linesOf(await aLedger(25)).join('\n'));
    const run = (...args: string[]) =>
      execFileSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run('verify', file)).toContain('holds: 25 entries of KC-2026');
    const proof = run('prove', file, 'KC-2026-0017');
    writeFileSync(join(dir, 'proof.json'), proof);
    expect(run('check', join(dir, 'proof.json'), '--key', signingKey.publicKey)).toContain(
      'KC-2026-0017 is entry 17 of the 25',
    );
    expect(() => run('check', join(dir, 'proof.json'), '--key', stranger.publicKey)).toThrow();
    expect(() => run('prove', file, 'KC-2026-0099')).toThrow();
    writeFileSync(join(dir, 'proof.json'), proof.replace('"index":16', '"index":15'));
    expect(() => run('check', join(dir, 'proof.json'))).toThrow();
  });
});

test('proofs of inclusion and consistency hold for every leaf and size, and nothing else (RFC 9162)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), async (size, a, b) => {
      const leaves = Array.from({ length: size }, (_, at) => hex(at + 1));
      let frontier = emptyFrontier();
      for (const leaf of leaves) frontier = await append(frontier, leaf);
      const root = await treeRoot(leaves);
      expect(await rootOf(frontier)).toBe(root);
      const index = a % size;
      const proof = await inclusionProof(leaves, index);
      expect(await verifyInclusion({ data: leaves[index] as string, index, size, proof, root })).toBe(true);
      expect(await verifyInclusion({ data: hex(9999), index, size, proof, root })).toBe(false);
      const neighbours = [index - 1, index + 1].filter((at) => at >= 0 && at < size);
      for (const at of neighbours)
        expect(await verifyInclusion({ data: leaves[index] as string, index: at, size, proof, root })).toBe(false);
      const first = 1 + (b % size);
      const firstRoot = await treeRoot(leaves.slice(0, first));
      const consistency = await consistencyProof(leaves, first);
      const whole = { first, second: size, firstRoot, secondRoot: root, proof: consistency };
      expect(await verifyConsistency(whole)).toBe(true);
      expect(await verifyConsistency({ ...whole, firstRoot: hex(5) })).toBe(false);
    }),
    { numRuns: 120 },
  );
});
