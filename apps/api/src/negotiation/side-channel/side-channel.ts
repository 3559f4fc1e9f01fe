import { Injectable } from '@nestjs/common';
import type { SideMessage } from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { all, maybeOne, one, type PersonCommand, sql, UnitOfWork } from '../../platform/index.ts';
import { lockMeeting, sideOf } from '../meetings/lock-meeting.ts';
import { sideMessageSent } from '../negotiation.events.ts';

const SHOWN = 100;

/** What each side says among itself; the other side does not see it. */
@Injectable()
export class SideChannel {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws ProblemError 404; 403 for guests */
  send(command: PersonCommand, meetingId: string, body: string): Promise<SideMessage> {
    return this.work.run(command, async (tx) => {
      const side = sideOf(await lockMeeting(tx, command, meetingId));
      const { id } = await one<{ id: string }>(tx)`
        INSERT INTO side_message (meeting_id, side, person_id, body)
        VALUES (${meetingId}, ${side}, ${command.actor.id}, ${body})
        RETURNING id
      `;
      await tx.emit(sideMessageSent, { messageId: id });
      return (await sideMessage(tx.manager, id)) as SideMessage;
    });
  }

  /** The last hundred of one's own side, oldest first. @throws ProblemError 404; 403 for guests */
  list(command: PersonCommand, meetingId: string): Promise<SideMessage[]> {
    return this.work.run({ ...command, idempotency: undefined }, async (tx) => {
      const side = sideOf(await lockMeeting(tx, command, meetingId));
      const rows = await all<Row>(tx)`
        SELECT *
        FROM (${SELECT} WHERE s.meeting_id = ${meetingId} AND s.side = ${side} ORDER BY s.id DESC
          LIMIT ${SHOWN}) AS newest
        ORDER BY id
      `;
      return rows.map(view);
    });
  }

  /** A message with the people of its side who are in the meeting. */
  async withReaders(messageId: string): Promise<{ message: SideMessage; people: string[] } | null> {
    const message = await sideMessage(this.dataSource.manager, messageId);
    if (!message) return null;
    const people = await all<{ id: string }>(this.dataSource)`
      SELECT person_id AS id
      FROM meeting_party
      WHERE meeting_id = ${message.meetingId} AND side = ${message.side} AND removed_at IS NULL
    `;
    return { message, people: people.map(({ id }) => id) };
  }
}

type Row = Omit<SideMessage, 'at'> & { at: Date };
const SELECT = sql`
  SELECT s.id, s.meeting_id AS "meetingId", s.side, s.person_id AS "personId", p.name AS by, s.body, s.at
  FROM side_message s
  JOIN accounts_person p ON p.id = s.person_id
`;
const view = (row: Row): SideMessage => ({ ...row, at: row.at.toISOString() });

async function sideMessage(manager: EntityManager, id: string): Promise<SideMessage | null> {
  const row = await maybeOne<Row>(manager)`${SELECT} WHERE s.id = ${id}`;
  return row ? view(row) : null;
}
