import type { Effects } from '@everexpo/contracts';
import { heatMap } from '@everexpo/timetable';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/index.ts';
import { solverInputOfDraft } from './solver-input-of-draft.ts';

/** What every cell of the grid would do to the score if the session went there. @throws ProblemError 404 */
export async function effectsOf(manager: EntityManager, editionId: string, sessionId: string): Promise<Effects> {
  const { draft, input, timetable } = await solverInputOfDraft(manager, editionId);
  const session = draft.sessions.find((one) => one.id === sessionId);
  if (!session) throw notFound('session');
  const codes = new Map(draft.sessions.map((one) => [one.id, one.code]));
  const onGrid = new Set(draft.timeslots.map((slot) => new Date(slot.startsAt).toISOString()));
  const movable = {
    ...input,
    talks: input.talks.map((talk) => (talk.id === sessionId ? { ...talk, pinned: false } : talk)),
  };
  return {
    sessionId,
    cells: heatMap(movable, timetable, sessionId)
      .filter((cell) => onGrid.has(cell.timeslot))
      .map((cell) => ({
        startsAt: cell.timeslot,
        roomId: cell.room,
        allowed: cell.allowed,
        delta: cell.delta,
        swapWith: cell.swapWith,
        worst: cell.worst && {
          constraint: cell.worst.constraint,
          with: cell.worst.with.filter((id) => id !== sessionId).map((id) => codes.get(id) ?? id),
          delta: cell.worst.delta,
        },
      })),
  };
}
