import type { SessionMessage, Stage } from '@everexpo/contracts';
import { emptyState, withMessage, type SessionSource, type SessionState } from '../../session/index.ts';

/**
 * A session's log played again: what it shows is what was known at the instant of the picture, wherever that jumps to.
 */
export class ReplaySource implements SessionSource {
  private messages: SessionMessage[] = [];
  private state: SessionState;
  private shown = 0;
  private readonly begin: SessionState;
  private readonly listeners = new Set<() => void>();
  private picture: () => number | null = () => null;

  /** `stage` is the stage as it is now: before its first message, nothing of it was on. */
  constructor(stage: Stage) {
    const order = stage.order.map((place) => ({ ...place, startedAt: null, endedAt: null, skippedAt: null }));
    this.begin = emptyState({
      ...stage,
      seq: 0,
      currentPitchId: null,
      pitchStartedAt: null,
      heldAt: null,
      deck: null,
      order,
    });
    this.state = this.begin;
  }

  readonly snapshot = (): SessionState => this.state;
  readonly playhead = (): number | null => this.picture();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  see(): void {
    throw new Error('a replay cannot be changed');
  }

  follow(picture: () => number | null): void {
    this.picture = picture;
  }

  /** More of the log, in its order. */
  add(messages: SessionMessage[]): void {
    this.messages = [...this.messages, ...messages];
  }

  /** Brings what is shown to the picture's instant. */
  update(): void {
    const instant = this.playhead();
    if (instant === null) return;
    const until = this.messages.findLastIndex(({ at }) => Date.parse(at) <= instant) + 1;
    if (until === this.shown) return;
    const [from, start] = until < this.shown ? [0, this.begin] : [this.shown, this.state];
    this.state = this.messages.slice(from, until).reduce(withMessage, start);
    this.shown = until;
    for (const listener of this.listeners) listener();
  }
}
