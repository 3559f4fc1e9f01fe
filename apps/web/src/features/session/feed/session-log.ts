import type { ChatLine, Poll, Question, SessionFeed, SessionMessage, Stage } from '@everexpo/contracts';

/** A fact with the number of the message that told it: the higher one holds. */
export interface Told<T> {
  seq: number;
  fact: T;
}

export interface SessionState {
  stage: Stage;
  /** Null for a question that is no longer for everybody. */
  questions: ReadonlyMap<string, Told<Question | null>>;
  votes: ReadonlyMap<string, Told<number>>;
  chat: ReadonlyMap<string, Told<ChatLine>>;
  polls: ReadonlyMap<string, Told<Poll>>;
  /** Interests by pitch. */
  interest: ReadonlyMap<string, Told<number>>;
}

/** So many lines of a chat are kept; older ones are read from the server. */
const CHAT_KEPT = 300;

/**
 * A session's log as this page knows it. Messages may come twice, late or with some missing in between: they are
 * taken in the order of their numbers, each once.
 */
export class SessionLog {
  private state: SessionState;
  private seq: number;
  private readonly early = new Map<number, SessionMessage>();
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

  /** Returns whether messages are missing before some that came. */
  take(messages: SessionMessage[]): boolean {
    for (const message of messages) if (message.seq > this.seq) this.early.set(message.seq, message);
    let state = this.state;
    for (let next = this.early.get(this.seq + 1); next; next = this.early.get(this.seq + 1)) {
      state = withMessage(state, next);
      this.early.delete(next.seq);
      this.seq = next.seq;
    }
    this.show(state);
    return this.early.size > 0;
  }

  /** Takes what the server answers to a page that comes back; returns whether the lists must be read again. */
  resume({ stage, messages, reset }: SessionFeed): boolean {
    if (!reset) {
      this.take(messages);
      this.see(stage);
      return false;
    }
    this.early.clear();
    this.seq = stage.seq;
    this.show(emptyState(stage));
    return true;
  }

  /** A stage that the server gave beside the log, as the answer to a step: shown at once, if it is newer. */
  see(stage: Stage): void {
    if (stage.seq > this.state.stage.seq) this.show({ ...this.state, stage });
  }

  private show(state: SessionState): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function emptyState(stage: Stage): SessionState {
  return { stage, questions: new Map(), votes: new Map(), chat: new Map(), polls: new Map(), interest: new Map() };
}

function withMessage(state: SessionState, message: SessionMessage): SessionState {
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
      return { ...state, interest: withFact(state.interest, message.payload.pitchId, { seq, fact: message.payload.count }) };
  }
}

const withFact = <T>(known: ReadonlyMap<string, Told<T>>, id: string, told: Told<T>): ReadonlyMap<string, Told<T>> => new Map(known).set(id, told);

function trimmed(chat: ReadonlyMap<string, Told<ChatLine>>): ReadonlyMap<string, Told<ChatLine>> {
  return chat.size <= CHAT_KEPT ? chat : new Map([...chat].slice(-CHAT_KEPT));
}
