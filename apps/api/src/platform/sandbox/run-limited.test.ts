import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Task } from './testing/sandboxed.ts';
import { HANG_MS } from '../../../../../tests/support/hang.ts';
import { runLimited, type Limits } from './run-limited.ts';

const PROGRAM = new URL('./testing/sandboxed.ts', import.meta.url);
const LIMITS: Limits = { atOnce: 2, waiting: 2, timeoutMs: 20_000, megabytes: 256 };
const sandbox = (limits: Partial<Limits> = {}, stderr?: PassThrough) =>
  runLimited<Task, unknown, number>(PROGRAM, { ...LIMITS, ...limits }, stderr);

describe('a task in a process of its own', () => {
  test('gives plain data and buffers back as they came', async () => {
    const value = { text: '𠮷野', bytes: Buffer.from([0, 255]), day: new Date(0), nothing: null, list: [1, true] };
    expect(await sandbox()({ name: 'echo', value })).toEqual(value);
  });

  test('hands over parts in their order before the result', async () => {
    const parts: number[] = [];
    expect(await sandbox()({ name: 'count', to: 50 }, { take: (part) => void parts.push(part) })).toBe(50);
    expect(parts).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    await expect(
      sandbox()({ name: 'count', to: 50 }, { take: () => Promise.reject(new Error('the disk is full')) }),
    ).rejects.toThrow('the disk is full');
  });

  test('is refused by the rule that the program names', async () => {
    await expect(sandbox()({ name: 'refuse' })).rejects.toMatchObject({
      name: 'Refusal',
      rule: 'too_odd',
      at: 'B2',
      message: 'no',
    });
  });

  test.each([
    ['spin', 'time_limit', { timeoutMs: 1_000 }],
    ['heap', 'memory_limit', {}],
    ['buffers', 'memory_limit', {}],
    ['exit', 'crashed', {}],
  ] as const)('that does %s ends with %s, and this process lives on', async (name, rule, limits) => {
    // Where the machine leaves it no processor, a task is to be sent again.
    const sent = () => sandbox(limits, new PassThrough())({ name }).catch((error: unknown) => error);
    await expect.poll(sent, { timeout: 4 * HANG_MS }).toMatchObject({ name: 'Refusal', rule });
  });

  test('that gets no processor for six times as long says nothing of the task: it is to be sent again', async () => {
    await expect(sandbox({ timeoutMs: 1_000 })({ name: 'sleep' })).rejects.toMatchObject({
      status: 503,
      code: 'busy',
    });
  });

  test('that somebody kills says nothing of the task: it is to be sent again', async () => {
    const take = (pid: number) => void process.kill(pid, 'SIGKILL');
    await expect(sandbox()({ name: 'pid' }, { take })).rejects.toMatchObject({ status: 503, code: 'busy' });
  });

  test('that throws ends with crashed, and its stack is printed for the log', async () => {
    const stderr = new PassThrough({ encoding: 'utf8' });
    const answer = sandbox({}, stderr)({ name: 'throw' });
    await expect(answer).rejects.toMatchObject({ name: 'Refusal', rule: 'crashed' });
    expect(stderr.read()).toMatch(/^Error: a fault of the program, thrown by its test\n +at .*sandboxed/);
  });

  test('sees nothing of the environment, where secrets lie', async () => {
    expect(
      Object.keys((await sandbox()({ name: 'environment' })) as object).filter(
        (name) => name !== 'NODE_CHANNEL_FD' && name !== 'NODE_COMPILE_CACHE',
      ),
    ).toEqual([]);
  });

  test('waits its turn; beyond the queue it is refused, with when to retry', async () => {
    const run = sandbox({ atOnce: 1, waiting: 2 });
    const answers = await Promise.allSettled([1, 2, 3, 4].map((value) => run({ name: 'echo', value })));
    expect(
      answers.map((answer) =>
        answer.status === 'fulfilled' ? answer.value : (answer.reason as { status: number; retryAfterSeconds: number }),
      ),
    ).toEqual([1, 2, 3, expect.objectContaining({ status: 503, code: 'busy', retryAfterSeconds: 5 })]);
  });
});
