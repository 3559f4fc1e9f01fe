import { readLines, verifyLedger, type FileVerdict } from '@everexpo/ledger';
import { seeded, type Random } from '../../../apps/api/src/demo/generate/random.ts';

export interface TamperOptions {
  /** How many changes are tried, each on an untouched copy. */
  size: number;
  /** Decides what is changed where. */
  seed: number;
}

export interface Change {
  what: 'a bit' | 'a line left out' | 'two lines swapped' | 'a line repeated';
  text: string;
}

/** An export of a ledger as the command line's verifier reads it: a line an entry, then a line a checkpoint. */
export function exported({ entries, checkpoints }: { entries: object[]; checkpoints: object[] }): string[] {
  const sealed = checkpoints.map((checkpoint) => ({ checkpoint }));
  return [...entries, ...sealed].map((line) => JSON.stringify(line));
}

/**
 * Changes an export one bit or one line at a time, three bits to a line, and verifies each.
 * @returns the changes that the verifier let pass or named no entry of; none, when the ledger is what it promises
 */
export async function tamper(
  lines: string[],
  entries: number,
  { size, seed }: TamperOptions,
): Promise<{ change: Change; verdict: FileVerdict }[]> {
  const random = seeded(seed);
  const unnoticed: { change: Change; verdict: FileVerdict }[] = [];
  for (let index = 0; index < size; index += 1) {
    const change = index % 4 < 3 ? flipBit(lines, random) : changeLine(lines, entries, random);
    const verdict = await verifyLedger(readLines(change.text.split('\n')));
    if (verdict.holds || !Number.isInteger(verdict.at) || !verdict.reason) unnoticed.push({ change, verdict });
  }
  return unnoticed;
}

function flipBit(lines: string[], random: Random): Change {
  const bytes = Buffer.from(lines.join('\n'));
  const index = random.int(0, bytes.length - 1);
  bytes[index] = (bytes[index] as number) ^ (1 << random.int(0, 7));
  return { what: 'a bit', text: bytes.toString('latin1') };
}

/** One of the entries' lines; `entries` of them stand before the checkpoints'. */
function changeLine(lines: string[], entries: number, random: Random): Change {
  const index = random.int(0, entries - 1);
  const other = (index + 1 + random.int(0, entries - 3)) % entries;
  const [line, otherLine] = [lines[index] as string, lines[other] as string];
  const kinds: [Change['what'], string[]][] = [
    ['a line left out', lines.toSpliced(index, 1)],
    ['two lines swapped', lines.with(index, otherLine).with(other, line)],
    ['a line repeated', lines.toSpliced(index, 0, otherLine)],
  ];
  const [what, changed] = random.pick(kinds);
  return { what, text: changed.join('\n') };
}
