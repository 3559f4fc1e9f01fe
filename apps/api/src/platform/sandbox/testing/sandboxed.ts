import { serveTask } from '../serve-task.ts';

/** What the program of the sandbox's tests is asked to do. */
export type Task =
  | { name: 'echo'; value: unknown }
  | { name: 'count'; to: number }
  | { name: 'spin' | 'heap' | 'buffers' | 'throw' | 'refuse' | 'exit' | 'environment' | 'sleep' | 'pid' };

serveTask<Task, unknown, number>(async (task, send) => {
  if (task.name === 'echo') return task.value;
  if (task.name === 'environment') return process.env;
  if (task.name === 'throw') throw new Error('a fault of the program, thrown by its test');
  if (task.name === 'refuse') throw Object.assign(new Error('no'), { rule: 'too_odd', at: 'B2' });
  if (task.name === 'exit') process.exit(7);
  if (task.name === 'count') {
    for (let number = 1; number <= task.to; number += 1) await send(number);
    return task.to;
  }
  if (task.name === 'pid') await send(process.pid);
  if (task.name === 'sleep' || task.name === 'pid') await new Promise((wake) => setTimeout(wake, 600_000));
  const kept: unknown[] = [];
  for (;;) {
    if (task.name === 'heap') kept.push(Array.from({ length: 10_000 }, (_, at) => ({ at })));
    if (task.name === 'buffers') kept.push(Buffer.alloc(10_000_000, 1));
  }
});
