import { Injectable } from '@nestjs/common';
import type { ChatLine } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { queueChanged } from '../live.events.ts';
import { appendMessage } from '../log/append-message.ts';
import { chatLine } from './chat-views.ts';

/** What keeps a chat fit to read: reports from the audience, removals and mutes by the organizers. */
@Injectable()
export class ModerateChat {
  constructor(private readonly work: UnitOfWork) {}

  /** One report a person and line. @throws ProblemError 404 */
  report(command: PersonCommand, lineId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const sessionId = await sessionOfLine(tx.manager, lineId);
      await tx.manager.query(`INSERT INTO chat_report (line_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
        lineId,
        command.actor.id,
      ]);
      await tx.manager.query(
        `UPDATE chat_line SET reports = (SELECT count(*) FROM chat_report WHERE line_id = $1) WHERE id = $1`,
        [lineId],
      );
      await tx.emit(queueChanged, { sessionId });
    });
  }

  /** Takes a line's words from every screen. @throws ProblemError 404 */
  remove(command: PersonCommand, lineId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const sessionId = await sessionOfLine(tx.manager, lineId);
      await tx.manager.query(`UPDATE chat_line SET removed_at = now() WHERE id = $1 AND removed_at IS NULL`, [lineId]);
      // Who reads the log again must not find the words there.
      await tx.manager.query(
        `UPDATE live_message SET payload = payload || '{"body":"","removed":true}' WHERE session_id = $1 AND kind = 'chat' AND payload->>'id' = $2`,
        [sessionId, lineId],
      );
      await tx.audit('chat.remove', lineId, { sessionId });
      await tx.emit(queueChanged, { sessionId });
      await appendMessage(tx.manager, sessionId, {
        kind: 'chat',
        payload: (await chatLine(tx.manager, lineId)) as ChatLine,
      });
    });
  }

  /** Clears the reports of a line that may stay. @throws ProblemError 404 */
  keep(command: PersonCommand, lineId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const sessionId = await sessionOfLine(tx.manager, lineId);
      await tx.manager.query(`UPDATE chat_line SET reports = 0 WHERE id = $1`, [lineId]);
      await tx.emit(queueChanged, { sessionId });
    });
  }

  mute(command: PersonCommand, sessionId: string, personId: string, muted: boolean): Promise<void> {
    return this.work.run(command, async (tx) => {
      const known: unknown[] = await tx.manager.query(
        `SELECT 1 FROM expo_session s, accounts_person p WHERE s.id = $1 AND p.id = $2`,
        [sessionId, personId],
      );
      if (known.length === 0) throw notFound('person');
      await tx.manager.query(
        muted
          ? `INSERT INTO chat_mute (session_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`
          : `DELETE FROM chat_mute WHERE session_id = $1 AND person_id = $2`,
        [sessionId, personId],
      );
      await tx.audit('chat.mute', sessionId, { personId, muted });
    });
  }
}

async function sessionOfLine(manager: EntityManager, lineId: string): Promise<string> {
  const [line] = await manager.query<{ sessionId: string }[]>(
    `SELECT session_id AS "sessionId" FROM chat_line WHERE id = $1 FOR UPDATE`,
    [lineId],
  );
  if (!line) throw notFound('chat_message');
  return line.sessionId;
}
