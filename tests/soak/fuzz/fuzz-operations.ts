import { fuzz } from '../../../apps/api/src/testing/soaks/fuzz.ts';
import type { SoakOptions } from '../soak-run.ts';
import { startNodes } from '../nodes/nodes.ts';

/** `size` requests made from the OpenAPI document, valid and hostile, in every role: no operation answers 5xx. */
export async function fuzzOperations(options: SoakOptions): Promise<void> {
  const { size, seed, log } = options;
  const { host } = await startNodes(options);
  const { operations, requests, statuses } = await fuzz(host, { size, seed, log });
  log(`${requests} requests to ${operations} operations: ${JSON.stringify(statuses)}`);
}
