import { Injectable } from '@nestjs/common';
import type { BringIn, GuestSeat, Meeting, Role } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { exec, fieldError, invalid, maybeOne, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { lockMeeting, assertInState, sideOf } from '../meetings/lock-meeting.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { meetingChanged, notifyMeetingParties } from '../negotiation.events.ts';

/** The role that a seat asks for; interpreters may be anybody with an account. */
const ROLE: Record<GuestSeat, Role | null> = { interpreter: null, steward: 'steward', desk: 'staff' };

/** Lets a third person in once both sides have named them: an interpreter, a steward, somebody of the deal desk. */
@Injectable()
export class BringInGuest {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 403 for guests; 409 `meeting_state`; 422 for an address that fits no such person */
  run(command: PersonCommand, id: string, { email, seat }: BringIn): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      const locked = await lockMeeting(tx, command, id);
      const side = sideOf(locked);
      assertInState(locked.meeting, 'requested', 'accepted', 'open');
      const guest = await guestOf(tx.manager, email, seat);
      if (locked.meeting.parties.some(({ personId }) => personId === guest))
        throw invalid(fieldError('/email', 'once.meeting'));
      const row = await maybeOne<{ both: boolean }>(tx)`
        INSERT INTO meeting_guest AS g (meeting_id, person_id, seat, owner_agreed, investor_agreed)
        VALUES (${id}, ${guest}, ${seat}, ${side} = 'owner', ${side} = 'investor')
        ON CONFLICT (meeting_id, person_id) DO UPDATE
        SET owner_agreed = g.owner_agreed OR excluded.owner_agreed,
          investor_agreed = g.investor_agreed OR excluded.investor_agreed, seat = excluded.seat
        RETURNING owner_agreed AND investor_agreed AS both
      `;
      await tx.audit('meeting.bring-in', id, { guest, seat, side });
      if (row?.both) {
        await exec(tx)`
          INSERT INTO meeting_party (meeting_id, person_id, side, admitted_at)
          VALUES (${id}, ${guest}, 'guest', now())
          ON CONFLICT (meeting_id, person_id) DO UPDATE SET removed_at = NULL, admitted_at = now()
        `;
        await notifyMeetingParties(tx, locked.meeting, [guest], 'invited', locked.meeting.startsAt ?? '');
      }
      await tx.emit(meetingChanged, { meetingId: id });
      return (await meetingFor(tx.manager, id, command.actor.id)) as Meeting;
    });
  }
}

async function guestOf(manager: EntityManager, email: string, seat: GuestSeat): Promise<string> {
  const role = ROLE[seat];
  const person = await maybeOne<{ id: string }>(manager)`
    SELECT id
    FROM accounts_person p
    WHERE email = ${email.toLowerCase()} AND (${role}::text IS NULL OR EXISTS (SELECT 1 FROM accounts_role r
      WHERE r.person_id = p.id AND r.role = ${role}))
  `;
  if (!person) throw invalid(fieldError('/email', role ? 'known_person.expert' : 'known_person'));
  return person.id;
}
