import { ProblemError } from '../problems/problem.ts';

const RETRY_AFTER_SECONDS = 5;
/** What has no place just now is to come again. */
export const busy = () => new ProblemError('busy', {}, { retryAfterSeconds: RETRY_AFTER_SECONDS });

interface Waiting {
  start: () => void;
  giveUp: () => void;
}

/**
 * Work that waits for one of `atOnce` places, taken in turn by person: who has much waiting keeps nobody waiting who
 * has little. When `most` wait, a newcomer with fewer takes the place of the last of who has most.
 */
export class FairQueue {
  /** By person, whose turn it is first. */
  private readonly waiting = new Map<string, Waiting[]>();
  private active = 0;
  private pending = 0;

  constructor(
    private readonly atOnce: number,
    private readonly most: number,
    /** What work that has no place, or loses it, is refused with; by default ProblemError 503 `busy`. */
    private readonly refusal: () => Error = busy,
  ) {}

  async run<T>(by: string, work: () => Promise<T>): Promise<T> {
    await this.place(by);
    try {
      return await work();
    } finally {
      this.active -= 1;
      this.next();
    }
  }

  /** Nobody is in it: it may be forgotten. */
  get isIdle(): boolean {
    return this.active === 0 && this.pending === 0;
  }

  /** Whether one more would be done or wait, rather than be refused. */
  hasRoomFor(by: string): boolean {
    return this.active < this.atOnce || this.pending < this.most || this.whoGivesWay(by) !== null;
  }

  private place(by: string): Promise<void> {
    if (this.active < this.atOnce) {
      this.active += 1;
      return Promise.resolve();
    }
    if (this.pending >= this.most && !this.makeRoom(by)) return Promise.reject(this.refusal());
    return new Promise((resolve, reject) => {
      const own = this.waiting.get(by) ?? [];
      own.push({ start: resolve, giveUp: () => reject(this.refusal()) });
      this.waiting.set(by, own);
      this.pending += 1;
    });
  }

  /** Takes the last place of who gives way; false for nobody. */
  private makeRoom(by: string): boolean {
    const person = this.whoGivesWay(by);
    if (person === null) return false;
    this.take(person, this.countOf(person) - 1).giveUp();
    return true;
  }

  /** Who has most waiting, unless that is no more than the newcomer would have. */
  private whoGivesWay(by: string): string | null {
    let [person, most]: [string | null, number] = [null, this.countOf(by) + 1];
    for (const [one, { length }] of this.waiting) if (length > most) [person, most] = [one, length];
    return person;
  }

  private countOf(person: string): number {
    return this.waiting.get(person)?.length ?? 0;
  }

  private next(): void {
    const [person] = this.waiting.keys();
    if (person === undefined) return;
    const { start } = this.take(person, 0);
    const rest = this.waiting.get(person);
    if (rest) {
      // Behind the others.
      this.waiting.delete(person);
      this.waiting.set(person, rest);
    }
    this.active += 1;
    start();
  }

  private take(person: string, at: number): Waiting {
    const theirs = this.waiting.get(person) as Waiting[];
    const [one] = theirs.splice(at, 1);
    if (theirs.length === 0) this.waiting.delete(person);
    this.pending -= 1;
    return one as Waiting;
  }
}
