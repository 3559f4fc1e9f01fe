import type { ChatMessage, Poll, Question, SessionFeed, SessionMessage, Stage } from '@everexpo/contracts';

/** A fact with the number of the message that told it: the higher one holds. */
export interface Published<T> {
  seq: number;
  fact: T;
}

export interface SessionState {
  stage: Stage;
  /** Null for a question that is no longer for everybody. */
  questions: ReadonlyMap<string, Published<Question | null>>;
  votes: ReadonlyMap<string, Published<number>>;
  chat: ReadonlyMap<string, Published<ChatMessage>>;
  polls: ReadonlyMap<string, Published<Poll>>;
  /** Interests by pitch. */
  interest: ReadonlyMap<string, Published<number>>;
}

/** So many lines of a chat are kept; older ones are read from the server. */
const CHAT_KEPT = 300;

/** What a page can show of a session, wherever it comes from. */
export interface SessionSource {
  readonly snapshot: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** A stage that the server gave beside the log, as the answer to a step. */
  see(stage: Stage): void;
  /** The instant that this page shows, in milliseconds of the Unix epoch; null for now. */
  readonly playhead: () => number | null;
}

/**
 * A session's log as this page knows it. Messages may come twice, late or with some missing in between: they are
 * taken in the order of their numbers, each once. Beside a picture that comes later they are shown later, when the
 * picture has reached their instant.
 */
export class SessionLog implements SessionSource {
  private state: SessionState;
  private seq: number;
  private readonly early = new Map<number, SessionMessage>();
  /** Taken, but not shown yet: the picture is behind. */
  private held: SessionMessage[] = [];
  private picture: (() => number | null) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(stage: Stage) {
    this.seq = stage.seq;
    this.state = emptyState(stage);
  }

  /** The number of the last message taken. */
  get head(): number {
    return this.seq;
  }

  readonly snapshot = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly playhead = (): number | null => this.picture?.() ?? null;

  /** From now on messages are shown in step with a picture, by the instant that it shows; with null, at once again. */
  follow(picture: (() => number | null) | null): void {
    this.picture = picture;
    this.release();
  }

  /** Returns whether messages are missing before some that came. */
  take(messages: SessionMessage[]): boolean {
    for (const message of messages) if (message.seq > this.seq) this.early.set(message.seq, message);
    for (let next = this.early.get(this.seq + 1); next; next = this.early.get(this.seq + 1)) {
      this.held.push(next);
      this.early.delete(next.seq);
      this.seq = next.seq;
    }
    this.release();
    return this.early.size > 0;
  }

  /** Shows what the picture has reached. */
  release(): void {
    const until = this.playhead();
    const later = until === null ? -1 : this.held.findIndex(({ at }) => Date.parse(at) > until);
    const due = later === -1 ? this.held.splice(0) : this.held.splice(0, later);
    this.show(due.reduce(withMessage, this.state));
  }

  /** Takes what the server answers to a page that comes back; returns whether the lists must be read again. */
  resume({ stage, messages, reset }: SessionFeed): boolean {
    if (!reset) {
      this.take(messages);
      if (this.playhead() === null) this.see(stage);
      return false;
    }
    this.early.clear();
    this.held = [];
    this.seq = stage.seq;
    this.show(emptyState(stage));
    return true;
  }

  /** Shown at once, if it is newer. */
  see(stage: Stage): void {
    if (stage.seq > this.state.stage.seq) this.show({ ...this.state, stage });
  }

  private show(state: SessionState): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

export function emptyState(stage: Stage): SessionState {
  return { stage, questions: new Map(), votes: new Map(), chat: new Map(), polls: new Map(), interest: new Map() };
}

export function withMessage(state: SessionState, message: SessionMessage): SessionState {
  const { seq } = message;
  switch (message.kind) {
    case 'stage':
      return message.payload.seq > state.stage.seq ? { ...state, stage: message.payload } : state;
    case 'question':
      return { ...state, questions: withFact(state.questions, message.payload.id, { seq, fact: message.payload }) };
    case 'question-gone':
      return { ...state, questions: withFact(state.questions, message.payload.id, { seq, fact: null }) };
    case 'votes':
      return { ...state, votes: withFact(state.votes, message.payload.id, { seq, fact: message.payload.votes }) };
    case 'chat':
      return { ...state, chat: trimmed(withFact(state.chat, message.payload.id, { seq, fact: message.payload })) };
    case 'poll':
      return { ...state, polls: withFact(state.polls, message.payload.id, { seq, fact: message.payload }) };
    case 'interest':
      return {
        ...state,
        interest: withFact(state.interest, message.payload.pitchId, { seq, fact: message.payload.count }),
      };
  }
}

const withFact = <T>(
  known: ReadonlyMap<string, Published<T>>,
  id: string,
  told: Published<T>,
): ReadonlyMap<string, Published<T>> => new Map(known).set(id, told);

function trimmed(chat: ReadonlyMap<string, Published<ChatMessage>>): ReadonlyMap<string, Published<ChatMessage>> {
  return chat.size <= CHAT_KEPT ? chat : new Map([...chat].slice(-CHAT_KEPT));
}
