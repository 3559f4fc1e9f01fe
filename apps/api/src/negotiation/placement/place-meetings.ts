import { Injectable } from '@nestjs/common';
import type { Meeting, Placement } from '@everexpo/contracts';
import { Scheduler, type SolverInput, type Schedule } from '@everexpo/meetings';
import { instantOf, wallDay } from '@everexpo/interchange/zoned';
import { setImmediate as breathe } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { CurrentEdition, type EditionRow } from '../../expo/index.ts';
import { all, busy, exec, FairQueue, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { bookMeeting, SlotTaken } from '../booking/book-meeting.ts';
import { busySpans, clashes } from '../booking/busy-spans.ts';
import { GRID_MINUTES, meetingDays } from '../booking/free-times.ts';
import { meetingView } from '../meetings/meeting-view.ts';
import { meetingChanged, notifyMeetingParties } from '../negotiation.events.ts';

const HOURS = { first: 9, last: 18 };
const CHANGEOVER_MINUTES = 0;
/** The scheduler shares this node's one thread with everybody: one placement at a time, in turn by person. */
const AT_ONCE = 1;
const WAITING = 20;

interface Wish {
  id: string;
  people: string[];
  online: boolean;
  minutes: number;
}

interface Scope {
  seconds: number;
  /** Only wishes of this person, or all of the edition. */
  personId: string | null;
}

/**
 * Places the wishes that wait for any time, all at once: nobody twice at a time, tables limited, what is agreed stays
 * where it is. Each placement is booked like an acceptance, so the database has the last word.
 */
@Injectable()
export class PlaceMeetings {
  private readonly turns = new FairQueue(AT_ONCE, WAITING);
  private readonly asked = new Set<string>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  /**
   * @throws ProblemError 409 `no_days_left` when the edition is over; 503 `busy` while one's last placement is under
   * way, or too many wait
   */
  async run(command: PersonCommand, scope: Scope): Promise<Placement> {
    const { id } = command.actor;
    if (this.asked.has(id)) throw busy();
    this.asked.add(id);
    try {
      return await this.turns.run(id, () => this.place(command, scope));
    } finally {
      this.asked.delete(id);
    }
  }

  private async place(command: PersonCommand, { seconds, personId }: Scope): Promise<Placement> {
    const edition = await this.editions.find();
    const days = meetingDays(edition, 'table');
    if (days.length === 0) throw new ProblemError('no_days_left');
    const wishes = await this.wishes(edition.id, personId);
    if (wishes.length === 0) return { wishes: 0, placed: 0, unmet: [] };
    const input = await this.solverInputFor(edition, days, wishes);
    const schedule = await solve(input, seconds);
    const unmet: Placement['unmet'] = schedule.unmet.map(({ wish, reason }) => ({ meetingId: wish, why: reason }));
    let placed = 0;
    for (const { wish, slot } of schedule.placed) {
      if (await this.book(command, wish, new Date(slot))) placed += 1;
      else unmet.push({ meetingId: wish, why: 'taken-meanwhile' });
    }
    return { wishes: wishes.length, placed, unmet };
  }

  private async wishes(editionId: string, personId: string | null): Promise<Wish[]> {
    return all<Wish>(this.dataSource)`
      SELECT m.id, array_agg(p.person_id ORDER BY p.side) AS people, m.place = 'online' AS online, m.minutes
      FROM meeting m
      JOIN interest i ON i.id = m.interest_id
      JOIN expo_project j ON j.id = i.project_id
      JOIN meeting_party p ON p.meeting_id = m.id AND p.side <> 'guest' AND p.removed_at IS NULL
      WHERE m.state = 'requested' AND m.minutes <= ${GRID_MINUTES} AND j.edition_id = ${editionId}
        AND NOT EXISTS (SELECT 1 FROM meeting_time t WHERE t.meeting_id = m.id)
        AND (${personId}::uuid IS NULL OR EXISTS (SELECT 1 FROM meeting_party q
          WHERE q.meeting_id = m.id AND q.person_id = ${personId}))
        AND NOT EXISTS (SELECT 1 FROM person_block k
          WHERE (k.person_id, k.blocked_id) IN ((i.owner_id, i.investor_id), (i.investor_id, i.owner_id)))
      GROUP BY m.id HAVING count(*) = 2 ORDER BY m.id LIMIT 20000
    `;
  }

  private async solverInputFor(edition: EditionRow, days: string[], wishes: Wish[]): Promise<SolverInput> {
    const starts = days
      .flatMap((day) => startsOf(day, edition.timeZone))
      .filter((start) => start.getTime() > Date.now());
    const slots = starts.map((start) => ({
      id: start.toISOString(),
      day: wallDay(start.toISOString(), edition.timeZone),
      start: start.getTime() / 60_000,
      end: start.getTime() / 60_000 + GRID_MINUTES,
    }));
    const [from, until] = [
      starts[0] ?? new Date(),
      new Date((starts.at(-1) ?? new Date()).getTime() + GRID_MINUTES * 60_000),
    ];
    const people = [...new Set(wishes.flatMap((wish) => wish.people))];
    const spans = await busySpans(this.dataSource.manager, people, from, until);
    const taken = await all<{ number: number; startsAt: Date | null; endsAt: Date | null }>(this.dataSource)`
      SELECT t.number, lower(b.occupied) AS "startsAt", upper(b.occupied) AS "endsAt"
      FROM meeting_table t
      LEFT JOIN table_booking b ON b.table_id = t.id AND b.occupied && tstzrange(${from}, ${until})
      WHERE t.edition_id = ${edition.id}
      ORDER BY t.number
    `;
    const within = (spans: { startsAt: Date; endsAt: Date }[]) =>
      slots
        .filter(({ id }) => clashes(spans, new Date(id), new Date(Date.parse(id) + GRID_MINUTES * 60_000)))
        .map(({ id }) => id);
    return {
      slots,
      people: people.map((id) => ({ id, unavailable: within(spans.get(id) ?? []) })),
      tables: [...Map.groupBy(taken, ({ number }) => number)].map(([number, rows]) => ({
        id: String(number),
        unavailable: within(rows.flatMap(({ startsAt, endsAt }) => (startsAt && endsAt ? [{ startsAt, endsAt }] : []))),
      })),
      wishes: wishes.map((wish) => ({
        id: wish.id,
        parties: wish.people as [string, string],
        priorities: [2, 2],
        online: wish.online,
      })),
      changeover: CHANGEOVER_MINUTES,
    };
  }

  private async book(command: PersonCommand, id: string, startsAt: Date): Promise<boolean> {
    try {
      return await this.work.run({ ...command, idempotency: undefined }, async (tx) => {
        await exec(tx)`SELECT 1 FROM meeting WHERE id = ${id} FOR UPDATE`;
        const meeting = await meetingView(tx.manager, id);
        if (meeting?.state !== 'requested') return false;
        await bookMeeting(tx, meeting, startsAt);
        const after = (await meetingView(tx.manager, id)) as Meeting;
        await tx.audit('meeting.place', id);
        await tx.emit(meetingChanged, { meetingId: id });
        await notifyMeetingParties(
          tx,
          after,
          after.parties.map(({ personId }) => personId),
          'placed',
          after.startsAt ?? '',
        );
        return true;
      });
    } catch (error) {
      if (error instanceof SlotTaken) return false;
      throw error;
    }
  }
}

/** The scheduler reports every twentieth of a second; in between, others get their turn. */
async function solve(input: SolverInput, seconds: number): Promise<Schedule> {
  const scheduler = new Scheduler(input, { seconds });
  const run = scheduler.run();
  for (let step = run.next(); ; step = run.next()) {
    if (step.done) return step.value;
    await breathe();
  }
}

function startsOf(day: string, timeZone: string): Date[] {
  const count = ((HOURS.last - HOURS.first) * 60) / GRID_MINUTES;
  return Array.from({ length: count }, (_, index) => {
    const minute = HOURS.first * 60 + index * GRID_MINUTES;
    return new Date(
      instantOf(
        day,
        `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
        timeZone,
      ),
    );
  });
}
