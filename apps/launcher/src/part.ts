import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A process of ours that runs beside the launcher, in a group of its own so that Ctrl-C reaches the launcher alone. */
export interface Part {
  name: string;
  child: ChildProcess;
  /** Resolves with the exit code or signal. */
  exited: Promise<number | string>;
  /** What it has printed last. */
  tail(): string;
  stop(): Promise<void>;
}

interface PartOptions extends Omit<SpawnOptions, 'stdio'> {
  /** File that takes what the process prints. */
  log: string;
  stopSignal?: NodeJS.Signals;
  /** Opens a channel, so that the process can say when it is ready. */
  ipc?: boolean;
}

const KILL_AFTER_MS = 10_000;
const TAIL_CHARACTERS = 4_000;

/** True of a part that could not listen because another program has its port. */
export const foundPortTaken = (part: Part): boolean => /EADDRINUSE|address already in use/i.test(part.tail());

export function startPart(name: string, command: string, args: string[], { log, stopSignal = 'SIGTERM', ipc = false, ...options }: PartOptions): Part {
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])] });
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
    // Not `exit`: what it printed last is still on its way then.
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0));
  }).finally(() => sink.end());
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

const RESTART_AFTER_MS = 500;
const ENDS_ALLOWED = 5;
const ENDS_WITHIN_MS = 60_000;

/** Starts a process that is started anew when it ends by itself; one that ends five times within a minute is given up. */
export function startKeptPart(start: () => Part): Part {
  let current = start();
  let stopping = false;
  const ends: number[] = [];
  const exited = (async () => {
    for (;;) {
      const how = await current.exited;
      ends.push(Date.now());
      const often = ends.filter((end) => end > Date.now() - ENDS_WITHIN_MS).length >= ENDS_ALLOWED;
      if (!stopping && !often) await new Promise((resolve) => setTimeout(resolve, RESTART_AFTER_MS));
      if (stopping || often) return how;
      current = start();
    }
  })();
  return {
    name: current.name,
    get child() {
      return current.child;
    },
    exited,
    tail: () => current.tail(),
    async stop() {
      stopping = true;
      await current.stop();
      await exited;
    },
  };
}

/** Asks `probe` until it answers true. @throws Error when the part ends first or the time is over */
export async function untilReady(part: Part, probe: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let ended: number | string | null = null;
  void part.exited.then((how) => (ended = how));
  while (Date.now() < deadline) {
    if (ended !== null) throw new Error(`${part.name} ended at once (${ended})`);
    if (await probe().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${part.name} did not answer within ${timeoutMs / 1000} s`);
}
