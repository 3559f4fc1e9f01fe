import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A process of ours that runs beside the launcher, in a group of its own so that Ctrl-C reaches the launcher alone. */
export interface ManagedProcess {
  name: string;
  child: ChildProcess;
  /** Resolves with the exit code or signal. */
  exited: Promise<number | string>;
  /** What it has printed last. */
  tail(): string;
  stop(): Promise<void>;
}

interface ProcessOptions extends Omit<SpawnOptions, 'stdio'> {
  /** File that takes what the process prints. */
  log: string;
  stopSignal?: NodeJS.Signals;
  /** Opens a channel, so that the process can say when it is ready. */
  ipc?: boolean;
}

const KILL_AFTER_MS = 10_000;
const TAIL_CHARACTERS = 4_000;
const LAST_WORDS_MS = 500;

/** True of a process that could not listen because another program has its port. */
export const hasPortConflict = (proc: ManagedProcess): boolean =>
  /EADDRINUSE|address already in use/i.test(proc.tail());

export function startProcess(name: string, command: string, args: string[], options: ProcessOptions): ManagedProcess {
  const { log, stopSignal = 'SIGTERM', ipc = false, ...spawning } = options;
  const stdio: SpawnOptions['stdio'] = ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])];
  const child = spawn(command, args, { ...spawning, detached: true, stdio });
  const sink = createWriteStream(log, { flags: 'a' });
  sink.on('error', () => undefined);
  child.stdout?.pipe(sink, { end: false });
  child.stderr?.pipe(sink, { end: false });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-TAIL_CHARACTERS)));
  }
  const exited = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0));
    // What it printed last is still on its way, unless a process that it has left behind holds the way open.
    child.once('exit', (code, signal) => setTimeout(() => resolve(signal ?? code ?? 0), LAST_WORDS_MS));
  });
  child.once('error', () => sink.end()).once('close', () => sink.end());
  return {
    name,
    child,
    exited,
    tail: () => tail,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(stopSignal);
      const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Asks `probe` until it answers true. @throws Error when the process ends first or the time is over */
export async function untilReady(
  proc: ManagedProcess,
  probe: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let ended: number | string | null = null;
  void proc.exited.then((how) => (ended = how));
  while (Date.now() < deadline) {
    if (ended !== null) throw new Error(`${proc.name} ended at once (${ended})`);
    if (await probe().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${proc.name} did not answer within ${timeoutMs / 1000} s`);
}
