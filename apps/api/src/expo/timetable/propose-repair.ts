import { Injectable } from '@nestjs/common';
import type { RepairProposal, RepairRequest } from '@everexpo/contracts';
import type { SolverInput, Repair } from '@everexpo/timetable';
import { DataSource } from 'typeorm';
import { FairQueue, notFound } from '../../platform/index.ts';
import { solverInputOfDraft } from './solver-input-of-draft.ts';
import { minute, slotId, type DraftSolverInput } from './to-solver-input.ts';
import type { WorkerMessage } from './solver-worker.ts';
import { startWorker } from './start-worker.ts';

/** Of the two seconds from press to proposal. */
const SEARCH_SECONDS = 0.9;
/** Each search takes a thread, a processor and some fifty megabytes: one at a time on a node, in turn by person. */
const AT_ONCE = 1;
const WAITING = 4;

/** Proposes the nearest timetable that still holds when the day breaks. Nothing that has begun is touched. */
@Injectable()
export class ProposeRepair {
  private readonly turns = new FairQueue(AT_ONCE, WAITING);

  constructor(private readonly dataSource: DataSource) {}

  /**
   * For somebody (`by`).
   * @throws ProblemError 404 for a room, person or session that is not of this edition; 503 `busy` when too many wait
   */
  run(editionId: string, request: RepairRequest, by: string): Promise<RepairProposal> {
    return this.turns.run(by, () => this.propose(editionId, request));
  }

  private async propose(editionId: string, request: RepairRequest): Promise<RepairProposal> {
    const startedAt = performance.now();
    const draft = await solverInputOfDraft(this.dataSource.manager, editionId);
    const input = broken(draft, request);
    const found = await inWorker({ kind: 'repair', input, initial: draft.timetable, seconds: SEARCH_SECONDS });
    return { ...proposal(draft, found), durationMs: Math.round(performance.now() - startedAt) };
  }
}

function broken({ input, draft, timetable }: DraftSolverInput, request: RepairRequest): SolverInput {
  const during = (from: number, until: number) =>
    input.timeslots
      .filter((slot) => slot.start < until && slot.end - draft.rules.changeoverMinutes > from)
      .map((slot) => slot.id);
  const unpinned = {
    ...input,
    talks: input.talks.map((talk) => ({
      ...talk,
      pinned: draft.sessions.find((one) => one.id === talk.id)?.begun ?? false,
    })),
  };
  switch (request.cause) {
    case 'room-lost': {
      if (!input.rooms.some((room) => room.id === request.roomId)) throw notFound('room');
      const lost = during(minute(request.from), minute(request.until));
      return {
        ...unpinned,
        rooms: input.rooms.map((room) =>
          room.id === request.roomId ? { ...room, unavailable: [...new Set([...room.unavailable, ...lost])] } : room,
        ),
      };
    }
    case 'person-stuck': {
      if (!input.speakers.some((speaker) => speaker.id === request.personId)) throw notFound('person');
      const away = during(minute(request.from), minute(request.until));
      return {
        ...unpinned,
        speakers: input.speakers.map((one) =>
          one.id === request.personId ? { ...one, unavailable: [...new Set([...one.unavailable, ...away])] } : one,
        ),
      };
    }
    case 'overrun': {
      const session = draft.sessions.find((one) => one.id === request.sessionId);
      const cell = timetable.get(request.sessionId);
      if (!session || !cell || session.startsAt === null) throw notFound('session');
      // The overrunning session keeps its room for longer: for all others the room is closed then.
      const end = minute(session.startsAt) + session.minutes;
      const blocked = during(end, end + request.minutes + draft.rules.changeoverMinutes).filter(
        (id) => id !== cell.timeslot,
      );
      return {
        ...unpinned,
        talks: unpinned.talks.map((talk) => (talk.id === session.id ? { ...talk, pinned: true } : talk)),
        rooms: input.rooms.map((room) =>
          room.id === cell.room ? { ...room, unavailable: [...new Set([...room.unavailable, ...blocked])] } : room,
        ),
      };
    }
  }
}

function proposal({ draft }: DraftSolverInput, found: Repair): Omit<RepairProposal, 'durationMs'> {
  const sessions = new Map(draft.sessions.map((session) => [session.id, session]));
  const moves = found.moved.flatMap((moved) => {
    const session = sessions.get(moved.talk);
    if (!session) return [];
    const { code, titleZh, titleEn, revision } = session;
    const to = moved.to && { roomId: moved.to.room, startsAt: moved.to.timeslot };
    return [
      {
        sessionId: session.id,
        code,
        titleZh,
        titleEn,
        revision,
        from: { roomId: moved.from.room, startsAt: moved.from.timeslot },
        to,
        people: moved.concerned,
        minutes: to && Math.abs(minute(to.startsAt) - minute(slotId(moved.from.timeslot))),
      },
    ];
  });
  return {
    moves,
    people: moves.reduce((sum, move) => sum + move.people, 0),
    solved: found.hard === 0 && moves.every((move) => move.to !== null),
  };
}

function inWorker(task: Parameters<typeof startWorker>[0]): Promise<Repair> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(task);
    worker.once('error', reject);
    worker.on('message', (message: WorkerMessage) => {
      if ('repair' in message) resolve(message.repair);
    });
  });
}
