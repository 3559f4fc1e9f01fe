import { spawn, type ChildProcess } from 'node:child_process';
import { ROOT } from './stack.ts';
import { within } from '../within.ts';

interface Node {
  url: string;
  child: ChildProcess;
}

const TAIL_CHARACTERS = 4_000;
/** A node that still works for somebody when it is asked to end gets so long. */
const KILL_AFTER_MS = 10_000;

/** Several real API processes over one database, to be killed and replaced while clients work. */
export class ApiFleet {
  private nodes: Node[] = [];
  private readonly starting = new Set<Promise<void>>();
  private readonly failures: Error[] = [];
  private stopped = false;
  private readonly env: NodeJS.ProcessEnv;
  private readonly random: () => number;
  kills = 0;

  private constructor(env: NodeJS.ProcessEnv, random: () => number) {
    this.env = env;
    this.random = random;
  }

  /** @param random who is killed @throws Error with what a process has printed when it does not start */
  static async start(env: NodeJS.ProcessEnv, size: number, random: () => number = Math.random): Promise<ApiFleet> {
    const fleet = new ApiFleet(env, random);
    for (let index = 0; index < size; index += 1) fleet.add();
    await Promise.all(fleet.starting);
    fleet.check();
    return fleet;
  }

  /** Addresses of those that are up now. */
  get urls(): string[] {
    return this.nodes.map(({ url }) => url);
  }

  /**
   * One that is up now, or undefined while none is. Clients that draw at the same time have a generator each, so that
   * none changes whom another meets, or who is killed. @throws Error when a process could not be started
   */
  any(random: () => number): string | undefined {
    this.check();
    return this.nodes[Math.floor(random() * this.nodes.length)]?.url;
  }

  /**
   * kill -9 on one of them, whatever it is doing; another is started in its place. False while fewer than two are up.
   * @throws Error when a process could not be started
   */
  killOne(): boolean {
    this.check();
    if (this.nodes.length < 2) return false;
    this.remove(this.nodes[Math.floor(this.random() * this.nodes.length)] as Node);
    return true;
  }

  /** kill -9 on the one at this address; another is started in its place. @throws Error when none is there */
  kill(url: string): void {
    const node = this.nodes.find((one) => one.url === url);
    if (!node) throw new Error(`no API process is at ${url}`);
    this.remove(node);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.starting);
    await Promise.all(
      this.nodes.splice(0).map(({ child }) => {
        if (hasEnded(child)) return undefined;
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
        return ended.finally(() => clearTimeout(timer));
      }),
    );
  }

  private remove(node: Node): void {
    this.nodes = this.nodes.filter((one) => one !== node);
    node.child.kill('SIGKILL');
    this.kills += 1;
    this.add();
  }

  /** What went wrong in the background fails the test that uses the fleet, by name. @throws Error with what it was */
  check(): void {
    if (this.failures[0]) throw this.failures[0];
  }

  /** One that ends and was not killed here is what such a test looks for: the next who asks hears of it. */
  private noteEnd(node: Node, tail: string): void {
    if (!this.nodes.includes(node)) return;
    this.nodes = this.nodes.filter((one) => one !== node);
    const { signalCode, exitCode } = node.child;
    this.failures.push(new Error(`an API process ended by itself with ${signalCode ?? exitCode}:\n${tail}`));
  }

  private add(): void {
    if (this.stopped) return;
    const started = this.startOne().catch((error: Error) => {
      if (!this.stopped) this.failures.push(error);
    });
    this.starting.add(started);
    void started.finally(() => this.starting.delete(started));
  }

  private async startOne(): Promise<void> {
    const child = spawn(process.execPath, ['apps/api/dist/main.js'], {
      cwd: ROOT,
      env: { ...this.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let tail = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-TAIL_CHARACTERS)));
    }
    const ready = new Promise<number>((resolve, reject) => {
      child.once('message', (message: { port: number }) => resolve(message.port));
      child.once('error', reject);
      child.once('close', (code, signal) => {
        reject(new Error(`an API process ended with ${signal ?? code} before it was ready:\n${tail}`));
      });
    });
    try {
      const port = await within('an API process is ready', ready, () => tail);
      const node = { url: `http://127.0.0.1:${port}`, child };
      this.nodes.push(node);
      // Exit's own event has gone by for one that ended as it said that it was ready.
      if (hasEnded(child)) this.noteEnd(node, tail);
      else child.once('exit', () => this.noteEnd(node, tail));
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
