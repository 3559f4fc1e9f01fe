import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { newDataDir, removeDataDir, startEverexpo } from '../../support/installation/stack.ts';
import { median, startBaseline, type BenchLine } from '../support/measure.ts';

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 20;

/** Requests per second of the programme endpoint against a bare Fastify route that returns the same bytes, in turn. */
export async function* programme(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir);
  const bytes = Buffer.from(await (await fetch(`${stack.url}/api/programme`)).arrayBuffer());
  const file = join(dataDir, 'programme.json');
  writeFileSync(file, bytes);
  const bare = await startBaseline('bare-fastify.ts', file, 'application/json; charset=utf-8');
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  try {
    await Promise.all([load(stack.url, 1), load(bare.url, 1)]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b] = [await load(stack.url, SECONDS), await load(bare.url, SECONDS)];
      ours.push(a);
      theirs.push(b);
      ratios.push(a / b);
    }
  } finally {
    bare.stop();
    await stack.stop();
    removeDataDir(dataDir);
  }
  yield {
    bench: 'programme',
    metric: 'requests_per_second',
    value: median(ours),
    unit: '1/s',
    baseline: `bare Fastify route, ${Math.round(median(theirs))}/s`,
    ratio: median(ratios),
  };
}

async function load(url: string, duration: number): Promise<number> {
  const result = await autocannon({
    url: `${url.replace('localhost', '127.0.0.1')}/api/programme`,
    connections: CONNECTIONS,
    duration,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
}
