import type { DraftSession, SolveRun } from '@everexpo/contracts';
import type { Cell, Score } from '@everexpo/timetable';
import type { EntityManager } from 'typeorm';
import { maybeOne } from '../../platform/index.ts';

/** What a finished run left behind, as the database keeps it. */
export interface RunResult {
  score: Score;
  moves: number;
  curve: SolveRun['curve'];
  impossible: SolveRun['impossible'];
  /** Where each session goes, by session id; one that is not in it stays in the tray. */
  placements: Record<string, Cell>;
  moved: number;
}

interface Row {
  id: string;
  editionId: string;
  state: SolveRun['state'];
  seconds: number;
  adopted: boolean;
  result: RunResult | null;
}

export async function findRun(manager: EntityManager, id: string): Promise<(Row & { view: SolveRun }) | null> {
  const row = await maybeOne<Row>(manager)`
    SELECT id, edition_id AS "editionId", state, seconds, adopted, result FROM solve_run WHERE id = ${id}
  `;
  return row ? { ...row, view: viewOf(row) } : null;
}

function viewOf({ id, state, seconds, adopted, result }: Row): SolveRun {
  return {
    id,
    state,
    seconds,
    adopted,
    score: result?.score ?? null,
    moves: result?.moves ?? 0,
    curve: result?.curve ?? [],
    impossible: result?.impossible ?? [],
    moved: result?.moved ?? 0,
  };
}

/** The sessions that a result would move from where they are. */
export function movesOf(
  sessions: DraftSession[],
  placements: RunResult['placements'],
): { session: DraftSession; cell: Cell | null }[] {
  return sessions.flatMap((session) => {
    const cell = placements[session.id] ?? null;
    const here =
      session.startsAt && session.roomId
        ? { timeslot: new Date(session.startsAt).toISOString(), room: session.roomId }
        : null;
    if (session.begun || session.locked) return [];
    return cell?.timeslot === here?.timeslot && cell?.room === here?.room ? [] : [{ session, cell }];
  });
}
