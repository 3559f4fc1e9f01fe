import type { ServerResponse } from 'node:http';

/** Answers that wait, of all senders: each takes some kilobytes of memory. */
export const MAX_HELD = 1_000;
/** Of the answers of one sender, which would else all come, and be asked for again, at the same instant. */
const SPREAD_MS = 1_000;

type Give = (options: { close: boolean }) => void;

/** Answers that are kept back for a while, so that who asks too often waits and not everybody else. */
export class HeldAnswers {
  private readonly held = new Set<Give>();
  private stopped = false;

  /** @param holdMs what an answer waits at least */
  constructor(private readonly holdMs: number) {}

  /** Has an answer given later; when too many wait already, at once, with the end of its connection. */
  hold(raw: ServerResponse, answer: Give): void {
    if (this.stopped || this.held.size >= MAX_HELD) {
      answer({ close: true });
      return;
    }
    // Once it is given it waits no more, whoever it still has to wait for on its connection.
    const give: Give = (options) => {
      drop();
      answer(options);
    };
    const timer = setTimeout(() => give({ close: false }), this.holdMs + Math.random() * SPREAD_MS);
    const drop = () => {
      clearTimeout(timer);
      this.held.delete(give);
    };
    this.held.add(give);
    raw.once('close', drop);
  }

  /** Gives all, and from now on each at once, with the end of their connections: a server that stops waits for them. */
  stop(): void {
    this.stopped = true;
    for (const give of this.held) give({ close: true });
  }
}
