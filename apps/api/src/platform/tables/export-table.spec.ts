import { expect, test, vi } from 'vitest';
import { exportTable } from './table-files.ts';

const table = { headers: ['编号'], rows: [['KC-2026-000001']] };

test('a table that many ask for at once is written twice at most, each time with what was there by then', async () => {
  let reads = 0;
  const ask = () => exportTable('register', 'csv', 'staff', () => Promise.resolve(((reads += 1), table)));
  const files = await Promise.all(Array.from({ length: 30 }, ask));
  for (const file of files) expect(file.toString()).toContain('KC-2026-000001');
  expect(reads).toBe(2);
});

test('who waits for a table holds no rows; people take turns, and beyond the queue one is told to return', async () => {
  const gate = Promise.withResolvers<void>();
  const read: string[] = [];
  const ask = (name: string, by: string) =>
    exportTable(name, 'csv', by, async () => {
      read.push(name);
      await gate.promise;
      return table;
    });
  const loop = Array.from({ length: 25 }, (_, index) => ask(`loop ${index}`, 'one who loops'));
  const other = ask('other', 'somebody else');
  const ended = Promise.allSettled([other, ...loop]);
  await vi.waitFor(() => expect(read).toHaveLength(2));
  gate.resolve();
  const [othersOutcome, ...outcomes] = await ended;
  expect(othersOutcome?.status).toBe('fulfilled');
  expect(read.indexOf('other')).toBeLessThan(5);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(4);
  for (const { reason } of refused) expect(reason).toMatchObject({ status: 503, code: 'busy', retryAfterSeconds: 5 });
});
