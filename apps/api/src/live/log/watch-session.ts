import { Injectable } from '@nestjs/common';
import type { SessionFeed } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { notFound, SharedReads } from '../../platform/index.ts';
import { stageView } from '../stage/stage-view.ts';
import { headOf, messagesAfter } from './read-messages.ts';
import { SessionTail } from './session-tail.ts';

/** A page that missed more than this gets the state as it is instead; half a minute of a lively session is less. */
const CATCH_UP = 2_000;
/** Pages that missed about as much share a read: it begins at a multiple of this, so a session has few of them. */
const STEP = 500;
/** Messages that may come between the reading of the stage and theirs. */
const MEANWHILE = 500;

/** What a page must know when it comes, or comes back, to a session. */
@Injectable()
export class WatchSession {
  private readonly reads = new SharedReads<Omit<SessionFeed, 'reset'>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly tail: SessionTail,
  ) {}

  /**
   * The page is in the session's room already: whatever is not in the answer reaches it as a message, and what is in
   * both it tells apart by its number.
   * @throws ProblemError 404
   */
  async run(sessionId: string, after: number | undefined): Promise<SessionFeed> {
    const from = after === undefined ? undefined : Math.floor(after / STEP) * STEP;
    const { stage, messages } = await this.reads.get(`${sessionId} ${from}`, () => this.read(sessionId, from));
    if (after === undefined) return { stage, messages, reset: false };
    // A number that we have not given yet is of another database: the page starts over.
    const reset = after > stage.seq || stage.seq - after > CATCH_UP;
    return { stage, messages: reset ? [] : messages.filter(({ seq }) => seq > after), reset };
  }

  private async read(sessionId: string, from: number | undefined): Promise<Omit<SessionFeed, 'reset'>> {
    const { manager } = this.dataSource;
    const head = await headOf(manager, sessionId);
    this.tail.follow(sessionId, head);
    const stage = await stageView(manager, sessionId);
    if (!stage) throw notFound('session');
    if (from === undefined || from > stage.seq || stage.seq - from > CATCH_UP + STEP) return { stage, messages: [] };
    return { stage, messages: await messagesAfter(manager, sessionId, from, CATCH_UP + STEP + MEANWHILE) };
  }
}
