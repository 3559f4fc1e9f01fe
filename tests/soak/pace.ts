import type { Random } from '../../apps/api/src/demo/generate/random.ts';

interface Rest {
  until: number;
  go(goesOn: boolean): void;
}

/**
 * Lets clients rest between two pieces of work, for so many kills as the seed says, so that starts get their share of
 * the machine.
 */
export class Pace {
  private readonly resting = new Set<Rest>();
  private ended = false;
  private wanted = false;
  private kills = 0;
  private readonly clients: number;
  private readonly longest: number;

  /** @param clients how many rest and work @param longest most kills that a rest lasts */
  constructor(clients: number, longest: number) {
    this.clients = clients;
    this.longest = longest;
  }

  /** Resolves when the rest of a client is over, whose length it draws: true to go on, false when it is the end. */
  rest(random: Random): Promise<boolean> {
    if (this.ended) return Promise.resolve(false);
    const until = this.kills + random.int(0, this.longest);
    if (until <= this.kills) return Promise.resolve(true);
    return new Promise((go) => {
      this.resting.add({ until, go });
      this.wakeOne();
    });
  }

  /** Waits for what comes of work: until then at least one client works. */
  async workUntil(come: Promise<void>): Promise<void> {
    this.wanted = true;
    this.wakeOne();
    await come;
    this.wanted = false;
  }

  /** One more kill has been done. */
  tick(): void {
    this.kills += 1;
    for (const one of this.resting) if (one.until <= this.kills) this.release(one, true);
  }

  end(): void {
    this.ended = true;
    for (const one of this.resting) this.release(one, false);
  }

  private wakeOne(): void {
    if (!this.wanted || this.resting.size < this.clients) return;
    this.release(
      [...this.resting].reduce((first, one) => (one.until < first.until ? one : first)),
      true,
    );
  }

  private release(one: Rest, goesOn: boolean): void {
    this.resting.delete(one);
    one.go(goesOn);
  }
}
