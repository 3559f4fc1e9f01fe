import type { Meeting } from '@everexpo/contracts';
import { all, exec } from '../../platform/index.ts';
import type { Transaction } from '../../platform/index.ts';
import { freeMeeting } from '../booking/book-meeting.ts';
import { meetingView } from '../meetings/meeting-view.ts';
import { meetingChanged, meetingEnded, notifyMeetingParties } from '../negotiation.events.ts';

/**
 * Ends a locked meeting to which one side did not come, or a call that it did not answer, as missed for both: whoever
 * comes later is told so. Time and table are free again; of a booked one, those who wait for the same person are told.
 */
export async function missMeeting(tx: Transaction, id: string): Promise<Meeting> {
  await exec(tx)`UPDATE meeting SET state = 'missed', revision = revision + 1 WHERE id = ${id}`;
  await freeMeeting(tx, id);
  const meeting = (await meetingView(tx.manager, id)) as Meeting;
  await tx.audit('meeting.missed', id);
  await tx.emit(meetingEnded, { meetingId: id });
  await tx.emit(meetingChanged, { meetingId: id });
  const everybody = meeting.parties.map(({ personId }) => personId);
  if (meeting.instant) {
    await notifyMeetingParties(tx, meeting, everybody, 'call-missed');
    return meeting;
  }
  await recordNoShows(tx, id);
  await notifyMeetingParties(tx, meeting, everybody, 'missed');
  await offerFreedTime(tx, meeting);
  return meeting;
}

/** Who had agreed to come and did not; an unanswered call is nobody's fault. */
async function recordNoShows(tx: Transaction, meetingId: string): Promise<void> {
  await exec(tx)`
    UPDATE meeting_party SET no_show = true WHERE meeting_id = ${meetingId} AND side <> 'guest'
      AND side NOT IN (SELECT side FROM meeting_party WHERE meeting_id = ${meetingId} AND joined_at IS NOT NULL)
  `;
}

/**
 * Those who came are free now: the wishes that wait for them are told, those with fewest no-shows of their own first.
 */
async function offerFreedTime(tx: Transaction, meeting: Meeting): Promise<void> {
  const came = meeting.parties.filter(({ joinedAt }) => joinedAt !== null).map(({ personId }) => personId);
  const waiting = await all<{ id: string; revision: number; people: string[] }>(tx)`
    SELECT m.id, m.revision, array_agg(p.person_id) AS people
    FROM meeting m
    JOIN meeting_party p ON p.meeting_id = m.id AND p.removed_at IS NULL
    WHERE m.state = 'requested' AND m.id <> ${meeting.id}
      AND EXISTS (SELECT 1 FROM meeting_party f WHERE f.meeting_id = m.id AND f.person_id = ANY(${came}))
    GROUP BY m.id
    ORDER BY (
      SELECT count(*) FROM meeting_party n
      WHERE n.no_show AND n.person_id IN (
        SELECT person_id FROM meeting_party q WHERE q.meeting_id = m.id AND q.person_id <> ALL(${came}))), m.id
    LIMIT 3
  `;
  for (const { id, revision, people } of waiting)
    await notifyMeetingParties(tx, { id, revision }, people, 'freed', meeting.startsAt ?? '');
}
