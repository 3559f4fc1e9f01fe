import { randomUUID } from 'node:crypto';
import type { HttpFloodOrder, HttpFloodReport } from './flood-order.ts';

const IN_FLIGHT = 400;

/** A process of its own: keeps so many requests under way, whatever it is answered. */
const { url, cookie, seconds, requests } = JSON.parse(process.argv[2] ?? '') as HttpFloodOrder;
const report: HttpFloodReport = { sent: 0, refused: 0, faults: 0 };
let over = false;

async function askOnAndOn(): Promise<void> {
  while (!over) {
    const { method, path } = requests[report.sent % requests.length] as HttpFloodOrder['requests'][number];
    report.sent += 1;
    const answer = await fetch(url + path, { method, headers: { cookie, 'idempotency-key': randomUUID() } });
    await answer.arrayBuffer();
    if (answer.status === 429) report.refused += 1;
    if (answer.status >= 500) report.faults += 1;
  }
}

const asking = Array.from({ length: IN_FLIGHT }, askOnAndOn);
setTimeout(() => (over = true), seconds * 1000);
process.on('disconnect', () => process.exit(0));
await Promise.all(asking);
process.send?.(report, () => process.exit(0));
