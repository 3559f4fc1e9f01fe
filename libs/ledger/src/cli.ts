import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkpointError } from './checkpoint.ts';
import { decodeText } from './decode-text.ts';
import { proveEntry, readLedger, verifyLedger, type EntryProof } from './ledger-file.ts';
import { verifyInclusion } from './merkle.ts';
import { entryHolds } from './verify.ts';

const USAGE = `usage: npm run ledger -- verify FILE [--key HEX]
       npm run ledger -- prove FILE NUMBER [--key HEX]     prints the proof of one entry
       npm run ledger -- check PROOF [--key HEX]           checks such a proof without the ledger`;

/**
 * Works from a file alone, without server or database. `--key` is the ledger's published key: with it, a ledger that
 * somebody else has written and signed anew does not hold. Exit 0 when it holds, 1 with the first wrong entry named,
 * 2 when the call itself is wrong.
 */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { key: { type: 'string' } } });
  const [command, file, number, ...rest] = positionals;
  if (file === undefined || rest.length > 0 || (command === 'prove') !== (number !== undefined)) return usage();
  if (command === 'check') return check(file, values.key);
  if (command !== 'verify' && command !== 'prove') return usage();
  const ledger = readLedger(readFileSync(file));
  const verdict = await verifyLedger(ledger, values.key);
  if (!verdict.holds) {
    console.error(
      `does not hold: entry ${verdict.at}${verdict.number ? ` (${verdict.number})` : ''} ${verdict.reason}`,
    );
    return 1;
  }
  if (number === undefined) {
    console.log(`holds: ${verdict.entries} entries of ${verdict.edition ?? 'no edition'}, head ${verdict.head}`);
    console.log(`signed by ${verdict.key} in ${verdict.checkpoints} checkpoints`);
    return 0;
  }
  const proof = await proveEntry(ledger, number);
  if (!proof) {
    console.error(`there is no entry ${number}`);
    return 1;
  }
  console.log(JSON.stringify(proof));
  return 0;
}

async function check(file: string, key: string | undefined): Promise<number> {
  const { entry, index, path, checkpoint } = JSON.parse(decodeText(readFileSync(file))) as EntryProof;
  const wrong = await checkpointError(checkpoint, key);
  if (wrong !== null) return fail(`the checkpoint ${wrong}`);
  if (!(await entryHolds(entry))) return fail(`entry ${entry.number}: its hash does not cover its content`);
  if (!(await verifyInclusion({ data: entry.hash, index, size: checkpoint.size, proof: path, root: checkpoint.root })))
    return fail(`entry ${entry.number} is not in the checkpoint's tree`);
  console.log(`holds: ${entry.number} is entry ${index + 1} of the ${checkpoint.size} that ${checkpoint.key} signed`);
  return 0;
}

function fail(reason: string): number {
  console.error(`does not hold: ${reason}`);
  return 1;
}

function usage(): number {
  console.error(USAGE);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`cannot read the ledger: ${(error as Error).message}`);
  process.exitCode = 2;
}
