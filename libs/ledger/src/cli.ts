import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { verifyChain } from './verify.ts';

/**
 * `verify FILE`: checks an exported ledger (one JSON entry a line, one edition) from that file alone.
 * Exit 0 when it holds, 1 with the first wrong entry named, 2 when the call itself is wrong.
 */
async function main([command, file, ...rest]: string[]): Promise<number> {
  if (command !== 'verify' || file === undefined || rest.length > 0) {
    console.error('usage: npm run ledger -- verify FILE');
    return 2;
  }
  const verdict = await verifyChain(entriesOf(file));
  if (verdict.holds) {
    console.log(`holds: ${verdict.entries} entries of ${verdict.edition ?? 'no edition'}, head ${verdict.head}`);
    return 0;
  }
  console.error(`does not hold: entry ${verdict.at}${verdict.number ? ` (${verdict.number})` : ''} ${verdict.reason}`);
  return 1;
}

async function* entriesOf(file: string): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    try {
      yield JSON.parse(line) as unknown;
    } catch {
      yield line;
    }
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`cannot read the ledger: ${(error as Error).message}`);
  process.exitCode = 2;
}
