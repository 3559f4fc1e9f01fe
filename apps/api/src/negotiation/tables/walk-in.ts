import { Injectable } from '@nestjs/common';
import type { WalkIn as WalkInBody } from '@everexpo/contracts';
import { CurrentEdition } from '../../expo/index.ts';
import { bookMeeting, SlotTaken } from '../booking/book-meeting.ts';
import { assertNotBlocked } from '../booking/request-meeting.ts';
import { meetingView } from '../meetings/meeting-view.ts';
import { meetingChanged } from '../negotiation.events.ts';
import {
  all,
  exec,
  fieldError,
  invalid,
  maybeOne,
  one,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';

const MINUTES = 20;

/** Two people who stand before the staff get a table at once. Staff learn that they meet, not about what. */
@Injectable()
export class WalkIn {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
  ) {}

  /** @throws ProblemError 409 `walk_in`, `table_taken`; 422 for people without an account or a project to meet about */
  async run(command: PersonCommand, body: WalkInBody): Promise<{ table: number }> {
    const book = () =>
      this.work.run(command, async (tx) => {
        const edition = await this.editions.find(tx.manager);
        const interestId = await interestOf(tx, edition.id, body);
        const { id } = await one<{ id: string }>(tx)`
          INSERT INTO meeting (interest_id, opened_by, state, minutes, place)
          VALUES (${interestId}, ${command.actor.id}, 'requested', ${MINUTES}, 'table')
          RETURNING id
        `;
        await exec(tx)`
          INSERT INTO meeting_party (meeting_id, person_id, side, admitted_at)
          SELECT ${id}, x.person, x.side, now()
          FROM interest i, LATERAL (VALUES (i.owner_id, 'owner'), (i.investor_id, 'investor')) AS x(person, side)
          WHERE i.id = ${interestId}
        `;
        const meeting = await meetingView(tx.manager, id);
        if (meeting) await bookMeeting(tx, meeting, new Date());
        const moved = await exec(tx)`
          UPDATE table_booking b
          SET table_id = t.id
          FROM meeting_table t
          WHERE b.meeting_id = ${id} AND t.edition_id = ${edition.id} AND t.number = ${body.table}
            AND NOT EXISTS (
              SELECT 1
              FROM table_booking o
              WHERE o.table_id = t.id AND o.meeting_id <> ${id} AND o.occupied && b.occupied)
        `;
        if (moved === 0) throw new ProblemError('table_taken', { table: body.table });
        await tx.audit('meeting.walk-in', id, { table: body.table });
        await tx.emit(meetingChanged, { meetingId: id });
        return { table: body.table };
      });
    try {
      return await book();
    } catch (error) {
      // They stand here and now: there is no other time to name.
      if (error instanceof SlotTaken) throw new ProblemError('walk_in', { why: error.why });
      throw error;
    }
  }
}

async function interestOf(
  tx: Transaction,
  editionId: string,
  { investorEmail, ownerEmail, projectId }: WalkInBody,
): Promise<string> {
  const people = await all<{ id: string; email: string }>(tx)`
    SELECT id, email
    FROM accounts_person
    WHERE email = ANY(${[investorEmail.toLowerCase(), ownerEmail.toLowerCase()]})
  `;
  const of = (email: string, field: string) => {
    const found = people.find((person) => person.email === email.toLowerCase());
    if (!found) throw invalid(fieldError(`/${field}`, 'known_person'));
    return found.id;
  };
  const [investor, owner] = [of(investorEmail, 'investorEmail'), of(ownerEmail, 'ownerEmail')];
  if (investor === owner) throw invalid(fieldError('/ownerEmail', 'other_person.email'));
  await assertNotBlocked(tx.manager, investor, owner);
  const project = await maybeOne<{ id: string }>(tx)`
    SELECT id
    FROM expo_project
    WHERE edition_id = ${editionId} AND owner_id = ${owner}
      AND (${projectId}::uuid IS NULL OR id = ${projectId})
    ORDER BY id
    LIMIT 1
  `;
  if (!project) throw invalid(fieldError('/ownerEmail', 'has_project'));
  const interest = await maybeOne<{ id: string }>(tx)`
    INSERT INTO interest (project_id, investor_id, owner_id)
    VALUES (${project.id}, ${investor}, ${owner})
    ON CONFLICT (project_id, investor_id) DO UPDATE SET note = interest.note
    RETURNING id
  `;
  return (interest as { id: string }).id;
}
