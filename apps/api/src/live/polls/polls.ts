import { Injectable } from '@nestjs/common';
import type { OpenPoll, Poll, PollList } from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import {
  Every,
  fieldError,
  invalid,
  notFound,
  ProblemError,
  UnitOfWork,
  type PersonCommand,
} from '../../platform/index.ts';
import { appendMessage } from '../log/append-message.ts';
import { headOf } from '../log/read-messages.ts';
import { requireAllowed } from '../stage/ban-person.ts';

/** However many vote, a poll's bars move this often. */
const TELL_EVERY_MS = 1_000;

const VIEW = `SELECT l.id, l.session_id AS "sessionId", l.body, l.closed_at IS NULL AS open,
  (SELECT jsonb_agg(jsonb_build_object('text', o.text, 'votes', (SELECT count(*) FROM poll_vote v WHERE v.poll_id = l.id AND v.option = o.at - 1)) ORDER BY o.at)
     FROM unnest(l.options) WITH ORDINALITY AS o(text, at)) AS options`;

/** Polls of a session: opened and closed by the organizers, one vote a person, which may be changed while it is open. */
@Injectable()
export class Polls {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws ProblemError 404; 409 `stage_not_live`; 422 for two options alike */
  open(command: PersonCommand, sessionId: string, { body, options }: OpenPoll): Promise<Poll> {
    if (new Set(options).size < options.length) throw invalid(fieldError('/options', 'distinct'));
    return this.work.run(command, async (tx) => {
      const [row] = await tx.manager.query<{ id: string }[]>(
        `INSERT INTO poll (session_id, body, options) SELECT session_id, $2, $3 FROM stage WHERE session_id = $1 AND state = 'live' RETURNING id`,
        [sessionId, body, options],
      );
      if (!row) throw new ProblemError('stage_not_live');
      await tx.audit('poll.open', row.id, { sessionId });
      return this.tell(tx.manager, row.id);
    });
  }

  /** @throws ProblemError 404 for one that is not open */
  close(command: PersonCommand, pollId: string): Promise<Poll> {
    return this.work.run(command, async (tx) => {
      const closed: unknown[] = await tx.manager.query(
        `WITH done AS (UPDATE poll SET closed_at = now(), untold = false WHERE id = $1 AND closed_at IS NULL RETURNING 1) SELECT 1 FROM done`,
        [pollId],
      );
      if (closed.length === 0) throw notFound('poll');
      await tx.audit('poll.close', pollId);
      return this.tell(tx.manager, pollId);
    });
  }

  /** @throws ProblemError 404 for a poll that is not open; 403 `removed`; 422 for an option it has not */
  vote(command: PersonCommand, pollId: string, option: number): Promise<Poll> {
    return this.work
      .run(command, async (tx) => {
        const [poll] = await tx.manager.query<{ sessionId: string; options: number }[]>(
          `SELECT session_id AS "sessionId", cardinality(options) AS options FROM poll WHERE id = $1 AND closed_at IS NULL FOR SHARE`,
          [pollId],
        );
        if (!poll) throw notFound('poll');
        await requireAllowed(tx.manager, poll.sessionId, command.actor.id);
        if (option >= poll.options) throw invalid(fieldError('/option', 'max.option', { last: poll.options - 1 }));
        await tx.manager.query(
          `INSERT INTO poll_vote (poll_id, person_id, option) VALUES ($1, $2, $3) ON CONFLICT (poll_id, person_id) DO UPDATE SET option = $3`,
          [pollId, command.actor.id, option],
        );
        return (await pollView(tx.manager, pollId)) as Poll;
      })
      .finally(() =>
        this.dataSource
          .query(`UPDATE poll SET untold = true WHERE id = $1 AND NOT untold AND closed_at IS NULL`, [pollId])
          .catch(() => undefined),
      );
  }

  /** A session's polls, the newest first, at most twenty. */
  async list(sessionId: string, readerId: string | null): Promise<PollList> {
    const { manager } = this.dataSource;
    const seq = await headOf(manager, sessionId);
    const items = await manager.query<PollList['items']>(
      `${VIEW}, (SELECT v.option FROM poll_vote v WHERE v.poll_id = l.id AND v.person_id = $2) AS mine FROM poll l WHERE l.session_id = $1 ORDER BY l.opened_at DESC LIMIT 20`,
      [sessionId, readerId],
    );
    return { seq, items };
  }

  /** Tells the pages how the votes stand, for every poll that had some since it was last told. */
  @Every(TELL_EVERY_MS, 'live.tell-polls')
  async tellVotes(): Promise<void> {
    const due = await this.dataSource.query<{ id: string }[]>(`SELECT id FROM poll WHERE untold LIMIT 100`);
    for (const { id } of due) {
      await this.dataSource.transaction(async (manager) => {
        const taken: unknown[] = await manager.query(
          `WITH told AS (UPDATE poll SET untold = false WHERE id = $1 AND untold RETURNING 1) SELECT 1 FROM told`,
          [id],
        );
        if (taken.length > 0) await this.tell(manager, id);
      });
    }
  }

  private async tell(manager: EntityManager, pollId: string): Promise<Poll> {
    const poll = (await pollView(manager, pollId)) as Poll;
    await appendMessage(manager, poll.sessionId, { kind: 'poll', payload: poll });
    return poll;
  }
}

async function pollView(manager: EntityManager, id: string): Promise<Poll | null> {
  const [row] = await manager.query<Poll[]>(`${VIEW} FROM poll l WHERE l.id = $1`, [id]);
  return row ?? null;
}
