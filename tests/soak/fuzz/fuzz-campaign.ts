import { fuzz } from '../../../apps/api/src/testing/campaigns/fuzz.ts';
import type { CampaignOptions } from '../campaign.ts';
import { startNodes } from '../nodes/nodes.ts';

/** `size` requests made from the OpenAPI document, valid and hostile, in every role: no operation answers 5xx. */
export async function fuzzOperations(options: CampaignOptions): Promise<void> {
  const { size, seed, log } = options;
  const { host } = await startNodes(options);
  const { operations, requests, statuses } = await fuzz(host, { size, seed, log });
  log(`${requests} requests to ${operations} operations: ${JSON.stringify(statuses)}`);
}
