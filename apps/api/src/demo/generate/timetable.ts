import type { Random } from './random.ts';

export const SESSION_MINUTES = 180;
const CHANGEOVER_MINUTES = 20;
const STEP = SESSION_MINUTES + CHANGEOVER_MINUTES;
/** Starts on the second and third day, minutes after midnight: 08:30, 11:50, 15:10, 18:30. */
const LATER_DAY_STARTS = [510, 710, 910, 1110];
const FIRST_START = 480;
const LAST_START = 1200;

export interface Cell {
  room: number;
  /** Minutes after the first day's midnight. */
  start: number;
}

/**
 * Where the demo's sessions stand. Cell 0 is the session about to begin, at least ten minutes from now, in room 0;
 * at every hour of the first day others lie before and after it.
 * @param nowMinutes minutes since midnight in the edition's zone
 */
export function demoCells(sessions: number, rooms: number, nowMinutes: number, random: Random): Cell[] {
  const hero = Math.max(15, Math.ceil((nowMinutes + 10) / 5) * 5);
  const first: Cell[] = [{ room: 0, start: hero }];
  for (let room = 0; room < rooms; room += 1) first.push(...firstDayCells(room, hero));
  const today = withOneBefore(first, hero, rooms - 1).slice(0, Math.ceil(sessions / 3) + 2);
  return [...today, ...laterCells(sessions - today.length, rooms, random)];
}

/** In the small hours no session is over yet: then one began at midnight, in the last room. */
function withOneBefore(cells: Cell[], hero: number, lastRoom: number): Cell[] {
  if (cells.some((cell) => cell.start < hero)) return cells;
  const [first, ...others] = cells.filter((cell) => cell.room !== lastRoom || cell.start >= STEP) as [Cell, ...Cell[]];
  return [first, { room: lastRoom, start: 0 }, ...others];
}

function firstDayCells(room: number, hero: number): Cell[] {
  const stagger = (room * 10) % 60;
  const cells: Cell[] = [];
  for (let start = hero - STEP - stagger; start >= 0 && (start >= FIRST_START || cells.length === 0); start -= STEP)
    cells.push({ room, start });
  const before = cells.length;
  for (
    let start = hero + (room === 0 ? STEP : 30 + stagger);
    start < 1440 && (start <= LAST_START || cells.length === before);
    start += STEP
  ) {
    cells.push({ room, start });
  }
  return cells;
}

function laterCells(count: number, rooms: number, random: Random): Cell[] {
  const cells = [1, 2].flatMap((day) =>
    LATER_DAY_STARTS.flatMap((start) =>
      Array.from({ length: rooms }, (_, room) => ({ room, start: day * 1440 + start })),
    ),
  );
  while (cells.length > count) cells.splice(random.int(0, cells.length - 1), 1);
  return cells;
}
