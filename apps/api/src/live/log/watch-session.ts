import { Injectable } from '@nestjs/common';
import type { SessionFeed, SessionMessage } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { notFound, SharedReads } from '../../platform/index.ts';
import { whoseHandsAreUp } from '../stage/presenters/raise-hand.ts';
import { stageView } from '../stage/stage-view.ts';
import { headOf, messagesAfter } from './read-messages.ts';
import { SessionTail } from './session-tail.ts';

/** A page that missed more than this gets the state as it is instead; half a minute of a lively session is less. */
const CATCH_UP = 2_000;
/** Pages that missed about as much share a read: it begins at a multiple of this, so a session has few of them. */
const STEP = 100;
/** Messages that may come between the reading of the stage and theirs. */
const MEANWHILE = 500;

/** What a page must know when it comes, or comes back, to a session. */
@Injectable()
export class WatchSession {
  private readonly stages = new SharedReads<SessionFeed['stage']>();
  private readonly hands = new SharedReads<Set<string>>();
  private readonly logs = new SharedReads<SessionMessage[]>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly tail: SessionTail,
  ) {}

  /**
   * The page is in the session's room already: whatever is not in the answer reaches it as a message, and what is in
   * both it tells apart by its number.
   * @param charge is told how many messages the page missed, before they are read; what it throws ends this
   * @throws ProblemError 404
   */
  async run(sessionId: string, after: number | undefined, charge: (messages: number) => void): Promise<SessionFeed> {
    const stage = await this.stages.get(sessionId, () => this.readStage(sessionId));
    if (after === undefined) return { stage, messages: [], reset: false };
    // A number that we have not given yet is of another database: the page starts over.
    if (after > stage.seq || stage.seq - after > CATCH_UP) return { stage, messages: [], reset: true };
    if (after === stage.seq) return { stage, messages: [], reset: false };
    charge(stage.seq - after);
    const from = Math.floor(after / STEP) * STEP;
    const messages = await this.logs.get(`${sessionId} ${from}`, () => this.readLog(sessionId, from));
    return { stage, messages: messages.filter(({ seq }) => seq > after), reset: false };
  }

  /** Whether this person's hand is up. */
  async isHandUp(sessionId: string, personId: string): Promise<boolean> {
    const { manager } = this.dataSource;
    return (await this.hands.get(sessionId, () => whoseHandsAreUp(manager, sessionId))).has(personId);
  }

  private async readStage(sessionId: string): Promise<SessionFeed['stage']> {
    const { manager } = this.dataSource;
    const head = await headOf(manager, sessionId);
    this.tail.follow(sessionId, head);
    const stage = await stageView(manager, sessionId);
    if (!stage) throw notFound('session');
    return stage;
  }

  private readLog(sessionId: string, from: number): Promise<SessionMessage[]> {
    return messagesAfter(this.dataSource.manager, sessionId, from, CATCH_UP + STEP + MEANWHILE);
  }
}
