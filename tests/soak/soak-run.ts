import type { SharedServices } from '../support/services/shared-services.ts';

/** What a soak run is given. Everything random in it comes from the seed. */
export interface SoakOptions {
  /** How much of it: kills, changes, operations; each soak says what it counts. */
  size: number;
  seed: number;
  /** Takes a line about how far it is. */
  log(line: string): void;
  /** The database server and the stores for what needs no durability; started when they are first asked for. */
  services(): Promise<SharedServices>;
  /** Has something stopped at the end, the last first; at once where the end has come already. */
  defer(stop: () => unknown): void;
}

/** Resolves when everything held. @throws AssertionError that names what did not */
export type Soak = (options: SoakOptions) => Promise<void>;

/** One run of it, which stops all it has started: at its end, when it fails, and when it is stopped. */
export class SoakRun {
  private readonly stops: (() => unknown)[] = [];
  private stopping: Promise<void> | undefined;
  private readonly soak: Soak;
  private readonly options: Omit<SoakOptions, 'defer'>;

  constructor(soak: Soak, options: Omit<SoakOptions, 'defer'>) {
    this.soak = soak;
    this.options = options;
  }

  async run(): Promise<void> {
    try {
      await this.soak({ ...this.options, defer: (stop) => this.defer(stop) });
    } catch (error) {
      // Before everything is stopped, which may take its time after a failure.
      if (!this.stopping) this.options.log(`failed: ${(error as Error).message}`);
      throw error;
    } finally {
      await this.stop();
    }
  }

  /** Whoever calls it, once or several times: resolves when everything is stopped. */
  async stop(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== (this.stopping ??= this.stopAll())) {
      seen = this.stopping;
      await seen;
    }
  }

  private defer(stop: () => unknown): void {
    if (!this.stopping) this.stops.push(stop);
    else this.stopping = this.stopping.then(async () => void (await stop()));
  }

  private async stopAll(): Promise<void> {
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) {
      try {
        await stop();
      } catch (error) {
        // The others are stopped all the same.
        this.options.log(`could not be stopped: ${(error as Error).message}`);
      }
    }
  }
}
