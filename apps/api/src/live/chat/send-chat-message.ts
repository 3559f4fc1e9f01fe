import { Injectable } from '@nestjs/common';
import type { SendChatMessage as SendChatMessageBody } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import {
  all,
  exec,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { nextNumber, writeMessage } from '../log/append-message.ts';
import { requireAllowed } from '../stage/ban-person.ts';
import { chatMessage } from './chat-views.ts';
import { hasLink } from './links.ts';

interface Rules {
  state: string;
  open: boolean;
  slowSeconds: number;
  muted: boolean;
}

/** This node's memory of who spoke last; the database decides, this only spares it the answer "too soon". */
const REMEMBERED = 20_000;

/** Says a line in a session's chat. */
@Injectable()
export class SendChatMessage {
  private readonly spoke = new Map<string, { until: number; id: string }>();

  constructor(private readonly work: UnitOfWork) {}

  /**
   * The line's id makes a repeat the same line. Organizers are not slowed, and may give links.
   * @throws ProblemError 404; 403 `removed` or `muted`; 409 `stage_not_live` or `chat_closed`; 422 `no_links`; 429
   * `slow_mode`
   */
  async run(command: PersonCommand, { sessionId, id, body }: SendChatMessageBody): Promise<{ seq: number }> {
    const { actor } = command;
    const moderates = livePolicy.moderate.allows(actor);
    if (!moderates && hasLink(body)) throw invalid(fieldError('/body', 'no_links'));
    const key = `${sessionId}:${actor.id}`;
    // A line that is refused without a look at the database costs nobody else anything.
    const spoke = this.spoke.get(key);
    if (!moderates && spoke && spoke.id !== id && spoke.until > Date.now())
      throw tooSoon((spoke.until - Date.now()) / 1000);
    return this.work.run(command, async (tx) => {
      const secondsSince = await lockPace(tx, sessionId, actor.id);
      const earlier = await all<{ seq: number; authorId: string }>(tx)`
        SELECT seq, author_id AS "authorId" FROM chat_message WHERE id = ${id}
      `;
      if (earlier[0]) {
        if (earlier[0].authorId !== actor.id) throw new ProblemError('id_taken');
        return { seq: earlier[0].seq };
      }
      const rules = await rulesFor(tx.manager, sessionId, actor.id);
      await requireAllowed(tx.manager, sessionId, actor.id);
      if (rules.muted) throw new ProblemError('muted');
      if (rules.state !== 'live') throw new ProblemError('stage_not_live');
      if (!rules.open && !moderates) throw new ProblemError('chat_closed');
      if (!moderates) this.assertPace({ key, id }, secondsSince, rules.slowSeconds);
      await exec(tx)`
        UPDATE chat_pace SET last_at = clock_timestamp() WHERE session_id = ${sessionId} AND person_id = ${actor.id}
      `;
      const seq = await nextNumber(tx, sessionId);
      await exec(tx)`
        INSERT INTO chat_message (id, session_id, seq, author_id, body)
        VALUES (${id}, ${sessionId}, ${seq}, ${actor.id}, ${body})
      `;
      const line = await chatMessage(tx.manager, id);
      if (line) await writeMessage(tx, sessionId, seq, { kind: 'chat', payload: line });
      return { seq };
    });
  }

  /** @throws ProblemError 429 `slow_mode` */
  private assertPace({ key, id }: { key: string; id: string }, secondsSince: number | null, slowSeconds: number): void {
    const wait = secondsSince === null ? 0 : slowSeconds - secondsSince;
    if (this.spoke.size >= REMEMBERED) this.spoke.clear();
    this.spoke.set(key, { id, until: Date.now() + 1000 * (wait > 0 ? wait : slowSeconds) });
    if (wait > 0) throw tooSoon(wait);
  }
}

const tooSoon = (seconds: number) => new ProblemError('slow_mode', { seconds: Math.max(1, Math.ceil(seconds)) });

async function rulesFor(manager: EntityManager, sessionId: string, personId: string): Promise<Rules> {
  const rules = await maybeOne<Rules>(manager)`
    SELECT coalesce(st.state, 'scheduled') AS state, coalesce(st.chat_open, true) AS open,
      coalesce(st.slow_seconds, 3) AS "slowSeconds",
      EXISTS (SELECT 1 FROM chat_mute m WHERE m.session_id = s.id AND m.person_id = ${personId}) AS muted
    FROM expo_session s LEFT JOIN stage st ON st.session_id = s.id WHERE s.id = ${sessionId}
  `;
  if (!rules) throw notFound('session');
  return rules;
}

/**
 * One person's lines of a session go through one after the other, from whatever screen; returns the seconds since the
 * last one, null before the first.
 */
async function lockPace(tx: Transaction, sessionId: string, personId: string): Promise<number | null> {
  const row = await maybeOne<{ seconds: number | null }>(tx)`
    INSERT INTO chat_pace (session_id, person_id) SELECT id, ${personId} FROM expo_session WHERE id = ${sessionId}
    ON CONFLICT (session_id, person_id) DO UPDATE SET last_at = chat_pace.last_at
    RETURNING extract(epoch FROM clock_timestamp() - last_at)::float AS seconds
  `;
  return row?.seconds ?? null;
}
