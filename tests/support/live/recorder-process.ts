import { readdirSync, readFileSync } from 'node:fs';

/** The process that records a session (Linux's /proc). @throws Error when there is none */
export function recorderOf(sessionId: string): number {
  const commandOf = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  };
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => commandOf(pid).includes('recorder.js') && commandOf(pid).includes(sessionId));
  if (!found) throw new Error('nobody records this session');
  return Number(found);
}
