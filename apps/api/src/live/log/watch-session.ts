import { Injectable } from '@nestjs/common';
import type { SessionFeed } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { notFound, SharedReads } from '../../platform/index.ts';
import { stageView } from '../stage/stage-view.ts';
import { headOf, messagesAfter } from './read-messages.ts';
import { SessionTail } from './session-tail.ts';

/** A page that missed more than this gets the state as it is instead; half a minute of a lively session is less. */
const CATCH_UP = 2_000;

/** What a page must know when it comes, or comes back, to a session. */
@Injectable()
export class WatchSession {
  private readonly reads = new SharedReads<SessionFeed>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly tail: SessionTail,
  ) {}

  /**
   * The page is in the session's room already: whatever is not in the answer reaches it as a message, and what is in
   * both it tells apart by its number.
   * @throws ProblemError 404
   */
  run(sessionId: string, after: number | undefined): Promise<SessionFeed> {
    return this.reads.get(`${sessionId} ${after}`, () => this.read(sessionId, after));
  }

  private async read(sessionId: string, after: number | undefined): Promise<SessionFeed> {
    const { manager } = this.dataSource;
    const head = await headOf(manager, sessionId);
    this.tail.follow(sessionId, head);
    const stage = await stageView(manager, sessionId);
    if (!stage) throw notFound('session');
    if (after === undefined) return { stage, messages: [], reset: false };
    // A number that we have not given yet is of another database: the page starts over.
    const reset = after > stage.seq || stage.seq - after > CATCH_UP;
    return { stage, messages: reset ? [] : await messagesAfter(manager, sessionId, after, CATCH_UP + 500), reset };
  }
}
