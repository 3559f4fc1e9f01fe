import autocannon, { type Result } from 'autocannon';
import type { HttpFloodOrder, HttpFloodReport } from './flood-order.ts';

const IN_FLIGHT = 400;
/** Longer than any answer takes: who is kept waiting is to be seen as that, not as an error. */
const TIMEOUT_SECONDS = 60;

/** A process of its own: keeps so many requests under way, whatever it is answered. */
const { url, headers, seconds, requests } = JSON.parse(process.argv[2] ?? '') as HttpFloodOrder;
process.on('disconnect', () => process.exit(0));
const result = await autocannon({
  url,
  connections: IN_FLIGHT,
  duration: seconds,
  timeout: TIMEOUT_SECONDS,
  headers,
  requests,
});
const { statusCodeStats } = result as Result & { statusCodeStats: Partial<Record<string, { count: number }>> };
const report: HttpFloodReport = {
  sent: result.requests.sent,
  answered: result.requests.total,
  refused: statusCodeStats['429']?.count ?? 0,
  faults: result['5xx'],
  errors: result.errors,
};
process.send?.(report, () => process.exit(0));
