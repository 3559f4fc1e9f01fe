import { spawn, type ChildProcess } from 'node:child_process';
import { freePort } from '../../apps/launcher/src/ports.ts';
import { ROOT } from './stack.ts';

interface Node {
  url: string;
  child: ChildProcess;
}

/** Several real API processes over one database, to be killed and replaced while clients work. */
export class ApiFleet {
  private nodes: Node[] = [];
  private starting = 0;
  private stopped = false;
  kills = 0;

  private readonly env: NodeJS.ProcessEnv;

  private constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
  }

  static async start(env: NodeJS.ProcessEnv, size: number): Promise<ApiFleet> {
    const fleet = new ApiFleet(env);
    await Promise.all(Array.from({ length: size }, () => fleet.add()));
    return fleet;
  }

  /** One that is up now, or undefined while none is. */
  any(): string | undefined {
    return this.nodes[Math.floor(Math.random() * this.nodes.length)]?.url;
  }

  /** Addresses of those that are up now. */
  get urls(): string[] {
    return this.nodes.map(({ url }) => url);
  }

  /** kill -9 on one of them, whatever it is doing; another is started in its place. False while fewer than two are up. */
  killOne(): boolean {
    if (this.nodes.length < 2) return false;
    const at = Math.floor(Math.random() * this.nodes.length);
    this.nodes.splice(at, 1)[0]?.child.kill('SIGKILL');
    this.kills += 1;
    void this.add();
    return true;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    while (this.starting > 0) await new Promise((done) => setTimeout(done, 50));
    await Promise.all(
      this.nodes.splice(0).map(({ child }) => {
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        return ended;
      }),
    );
  }

  private async add(): Promise<void> {
    this.starting += 1;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(process.execPath, ['apps/api/dist/main.js'], { cwd: ROOT, env: { ...this.env, PORT: String(port), PUBLIC_URL: url }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const up = await new Promise<boolean>((resolve) => {
      child.once('message', () => resolve(true));
      child.once('exit', () => resolve(false));
    });
    this.starting -= 1;
    if (!up && !this.stopped) throw new Error('an API process does not start');
    if (up) this.nodes.push({ url, child });
  }
}
