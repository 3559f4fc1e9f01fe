import { describe, expect, test } from 'vitest';
import type { Deed } from './testing/sandboxed.ts';
import { runLimited, type Limits } from './run-limited.ts';

const PROGRAM = new URL('./testing/sandboxed.ts', import.meta.url);
const LIMITS: Limits = { atOnce: 2, waiting: 2, milliseconds: 20_000, megabytes: 256 };
const sandbox = (limits: Partial<Limits> = {}) => runLimited<Deed, unknown, number>(PROGRAM, { ...LIMITS, ...limits });

describe('a task in a process of its own', () => {
  test('gives plain data and buffers back as they came', async () => {
    const value = { text: '𠮷野', bytes: Buffer.from([0, 255]), day: new Date(0), nothing: null, list: [1, true] };
    expect(await sandbox()({ deed: 'echo', value })).toEqual(value);
  });

  test('hands over parts in their order before the result', async () => {
    const parts: number[] = [];
    expect(await sandbox()({ deed: 'count', to: 50 }, { take: (part) => void parts.push(part) })).toBe(50);
    expect(parts).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    await expect(
      sandbox()({ deed: 'count', to: 50 }, { take: () => Promise.reject(new Error('the disk is full')) }),
    ).rejects.toThrow('the disk is full');
  });

  test('is refused by the rule that the program names', async () => {
    await expect(sandbox()({ deed: 'refuse' })).rejects.toMatchObject({
      name: 'Refusal',
      rule: 'too_odd',
      at: 'B2',
      message: 'no',
    });
  });

  test.each([
    ['spin', 'time_limit', { milliseconds: 1_000 }],
    ['heap', 'memory_limit', {}],
    ['buffers', 'memory_limit', {}],
    ['throw', 'crashed', {}],
    ['exit', 'crashed', {}],
  ] as const)('that does %s ends with %s, and this process lives on', async (deed, rule, limits) => {
    await expect(sandbox(limits)({ deed })).rejects.toMatchObject({ name: 'Refusal', rule });
  });

  test('sees nothing of the environment, where secrets lie', async () => {
    expect(
      Object.keys((await sandbox()({ deed: 'environment' })) as object).filter((name) => name !== 'NODE_CHANNEL_FD'),
    ).toEqual([]);
  });

  test('waits its turn; beyond the queue it is told when to come again', async () => {
    const run = sandbox({ atOnce: 1, waiting: 2 });
    const answers = await Promise.allSettled([1, 2, 3, 4].map((value) => run({ deed: 'echo', value })));
    expect(
      answers.map((answer) =>
        answer.status === 'fulfilled' ? answer.value : (answer.reason as { status: number; retryAfterSeconds: number }),
      ),
    ).toEqual([1, 2, 3, expect.objectContaining({ status: 503, code: 'busy', retryAfterSeconds: 5 })]);
  });
});
