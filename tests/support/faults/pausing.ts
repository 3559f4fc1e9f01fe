import { readFileSync } from 'node:fs';

/** SIGSTOP for a process and all it has started, itself first so that no more are; what it gives lets them go on. */
export function pauseTree(pid: number): () => void {
  const stopped: number[] = [];
  const stop = (one: number) => {
    process.kill(one, 'SIGSTOP');
    stopped.push(one);
    for (const child of childrenOf(one)) stop(child);
  };
  stop(pid);
  return () => {
    for (const one of stopped.splice(0)) process.kill(one, 'SIGCONT');
  };
}

/** Children of a process (Linux's /proc). */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
