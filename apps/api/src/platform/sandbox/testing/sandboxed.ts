import { serveTask } from '../serve-task.ts';

/** What the program of the sandbox's tests is asked to do. */
export type Deed =
  | { deed: 'echo'; value: unknown }
  | { deed: 'count'; to: number }
  | { deed: 'spin' | 'heap' | 'buffers' | 'throw' | 'refuse' | 'exit' | 'environment' | 'sleep' };

serveTask<Deed, unknown, number>(async (task, say) => {
  if (task.deed === 'echo') return task.value;
  if (task.deed === 'environment') return process.env;
  if (task.deed === 'throw') throw new Error('a fault of the program, thrown by its test');
  if (task.deed === 'refuse') throw Object.assign(new Error('no'), { rule: 'too_odd', at: 'B2' });
  if (task.deed === 'exit') process.exit(7);
  if (task.deed === 'count') {
    for (let number = 1; number <= task.to; number += 1) await say(number);
    return task.to;
  }
  if (task.deed === 'sleep') await new Promise((wake) => setTimeout(wake, 600_000));
  const kept: unknown[] = [];
  for (;;) {
    if (task.deed === 'heap') kept.push(Array.from({ length: 10_000 }, (_, at) => ({ at })));
    if (task.deed === 'buffers') kept.push(Buffer.alloc(10_000_000, 1));
  }
});
