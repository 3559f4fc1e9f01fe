import { Injectable } from '@nestjs/common';
import type { ChatMessage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { exec, exists, maybeOne, notFound, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { queueChanged } from '../live.events.ts';
import { appendMessage } from '../log/append-message.ts';
import { chatMessage } from './chat-views.ts';

/** What keeps a chat fit to read: reports from the audience, removals and mutes by the organizers. */
@Injectable()
export class ModerateChat {
  constructor(private readonly work: UnitOfWork) {}

  /** One report a person and line. @throws ProblemError 404 */
  report(command: PersonCommand, messageId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const sessionId = await sessionOfMessage(tx.manager, messageId);
      await exec(tx)`
        INSERT INTO chat_report (message_id, person_id)
        VALUES (${messageId}, ${command.actor.id})
        ON CONFLICT DO NOTHING
      `;
      await exec(tx)`
        UPDATE chat_message
        SET reports = (SELECT count(*) FROM chat_report WHERE message_id = ${messageId})
        WHERE id = ${messageId}
      `;
      await tx.emit(queueChanged, { sessionId });
    });
  }

  /** Takes a line's words from every screen. @throws ProblemError 404 */
  remove(command: PersonCommand, messageId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const sessionId = await sessionOfMessage(tx.manager, messageId);
      await exec(tx)`UPDATE chat_message SET removed_at = now() WHERE id = ${messageId} AND removed_at IS NULL`;
      // Who reads the log again must not find the words there.
      await exec(tx)`
        UPDATE live_message
        SET payload = payload || '{"body":"","removed":true}'
        WHERE session_id = ${sessionId} AND kind = 'chat' AND payload->>'id' = ${messageId}
      `;
      await tx.audit('chat.remove', messageId, { sessionId });
      await tx.emit(queueChanged, { sessionId });
      await appendMessage(tx, sessionId, {
        kind: 'chat',
        payload: (await chatMessage(tx.manager, messageId)) as ChatMessage,
      });
    });
  }

  /** Clears the reports of a line that may stay. @throws ProblemError 404 */
  dismissReports(command: PersonCommand, messageId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const sessionId = await sessionOfMessage(tx.manager, messageId);
      await exec(tx)`UPDATE chat_message SET reports = 0 WHERE id = ${messageId}`;
      await tx.emit(queueChanged, { sessionId });
    });
  }

  mute(command: PersonCommand, sessionId: string, personId: string, muted: boolean): Promise<void> {
    return this.work.run(command, async (tx) => {
      const known = await exists(tx)`
        SELECT 1 FROM expo_session s, accounts_person p WHERE s.id = ${sessionId} AND p.id = ${personId}
      `;
      if (!known) throw notFound('person');
      if (muted)
        await exec(tx)`
          INSERT INTO chat_mute (session_id, person_id)
          VALUES (${sessionId}, ${personId})
          ON CONFLICT DO NOTHING
        `;
      else await exec(tx)`DELETE FROM chat_mute WHERE session_id = ${sessionId} AND person_id = ${personId}`;
      await tx.audit('chat.mute', sessionId, { personId, muted });
    });
  }
}

async function sessionOfMessage(manager: EntityManager, messageId: string): Promise<string> {
  const line = await maybeOne<{ sessionId: string }>(manager)`
    SELECT session_id AS "sessionId" FROM chat_message WHERE id = ${messageId} FOR UPDATE
  `;
  if (!line) throw notFound('chat_message');
  return line.sessionId;
}
