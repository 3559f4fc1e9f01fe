import { Injectable } from '@nestjs/common';
import type { OpenPoll, Poll, PollList } from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import {
  all,
  Interval,
  exec,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  sql,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { appendMessage } from '../log/append-message.ts';
import { headOf } from '../log/read-messages.ts';
import { requireAllowed } from '../stage/ban-person.ts';

/** However many vote, a poll's bars move this often. */
const NOTIFY_INTERVAL_MS = 1_000;

const VIEW = sql`
  SELECT l.id, l.session_id AS "sessionId", l.body, l.closed_at IS NULL AS open,
    (SELECT jsonb_agg(jsonb_build_object('text', o.text, 'votes', (SELECT count(*) FROM poll_vote v
      WHERE v.poll_id = l.id AND v.option = o.at - 1))
      ORDER BY o.at)
      FROM unnest(l.options) WITH ORDINALITY AS o(text, at)) AS options
`;

/**
 * Polls of a session: opened and closed by the organizers, one vote a person, which may be changed while it is open.
 */
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
      const row = await maybeOne<{ id: string }>(tx)`
        INSERT INTO poll (session_id, body, options)
        SELECT session_id, ${body}, ${options}
        FROM stage
        WHERE session_id = ${sessionId} AND state = 'live'
        RETURNING id
      `;
      if (!row) throw new ProblemError('stage_not_live');
      await tx.audit('poll.open', row.id, { sessionId });
      return this.publish(tx, row.id);
    });
  }

  /** @throws ProblemError 404 for one that is not open */
  close(command: PersonCommand, pollId: string): Promise<Poll> {
    return this.work.run(command, async (tx) => {
      const closed = await exec(tx)`
        UPDATE poll SET closed_at = now(), pending_broadcast = false WHERE id = ${pollId} AND closed_at IS NULL
      `;
      if (closed === 0) throw notFound('poll');
      await tx.audit('poll.close', pollId);
      return this.publish(tx, pollId);
    });
  }

  /** @throws ProblemError 404 for a poll that is not open; 403 `removed`; 422 for an option it has not */
  vote(command: PersonCommand, pollId: string, option: number): Promise<Poll> {
    return this.work
      .run(command, async (tx) => {
        const poll = await maybeOne<{ sessionId: string; options: number }>(tx)`
          SELECT session_id AS "sessionId", cardinality(options) AS options
          FROM poll
          WHERE id = ${pollId} AND closed_at IS NULL
          FOR SHARE
        `;
        if (!poll) throw notFound('poll');
        await requireAllowed(tx.manager, poll.sessionId, command.actor.id);
        if (option >= poll.options) throw invalid(fieldError('/option', 'max.option', { last: poll.options - 1 }));
        await exec(tx)`
          INSERT INTO poll_vote (poll_id, person_id, option)
          VALUES (${pollId}, ${command.actor.id}, ${option})
          ON CONFLICT (poll_id, person_id) DO UPDATE SET option = ${option}
        `;
        return (await pollView(tx.manager, pollId)) as Poll;
      })
      .finally(() =>
        this.work
          .system(
            'live.note-vote',
            (tx) => exec(tx)`
          UPDATE poll SET pending_broadcast = true WHERE id = ${pollId} AND NOT pending_broadcast AND closed_at IS NULL
        `,
          )
          .catch(() => undefined),
      );
  }

  /** A session's polls, the newest first, at most twenty. */
  async list(sessionId: string, readerId: string | null): Promise<PollList> {
    const { manager } = this.dataSource;
    const seq = await headOf(manager, sessionId);
    const items = await all<PollList['items'][number]>(manager)`
      ${VIEW}, (SELECT v.option FROM poll_vote v WHERE v.poll_id = l.id AND v.person_id = ${readerId}) AS mine
      FROM poll l
      WHERE l.session_id = ${sessionId}
      ORDER BY l.opened_at DESC
      LIMIT 20
    `;
    return { seq, items };
  }

  /** Tells the pages how the votes stand, for every poll that had some since it was last told. */
  @Interval(NOTIFY_INTERVAL_MS, 'live.publish-polls')
  async publishVotes(): Promise<void> {
    const due = await all<{ id: string }>(this.dataSource)`SELECT id FROM poll WHERE pending_broadcast LIMIT 100`;
    for (const { id } of due) {
      await this.work.system('live.publish-polls', async (tx) => {
        const taken = await exec(tx)`
          UPDATE poll SET pending_broadcast = false WHERE id = ${id} AND pending_broadcast
        `;
        if (taken > 0) await this.publish(tx, id);
      });
    }
  }

  private async publish(tx: Transaction, pollId: string): Promise<Poll> {
    const poll = (await pollView(tx.manager, pollId)) as Poll;
    await appendMessage(tx, poll.sessionId, { kind: 'poll', payload: poll });
    return poll;
  }
}

async function pollView(manager: EntityManager, id: string): Promise<Poll | null> {
  const row = await maybeOne<Poll>(manager)`${VIEW} FROM poll l WHERE l.id = ${id}`;
  return row ?? null;
}
