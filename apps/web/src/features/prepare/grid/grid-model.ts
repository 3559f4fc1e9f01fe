import type { Draft, DraftSession, Effects } from '@everexpo/contracts';
import type { Place } from './use-moves.ts';
import { dayIn } from '../../../lib/time/day-in.ts';

/** The session somebody is about to put down, and what each cell would make of it. */
export interface InHand {
  session: DraftSession;
  effects: Effects | undefined;
}

/** What the grid and its cells know of hands, eyes and conflicts, and tell of them. */
export interface GridHandling {
  inHand: InHand | null;
  selectedId: string | null;
  /** Codes of sessions that break a rule which blocks. */
  broken: ReadonlySet<string>;
  /** Who else holds which session, by its id. */
  held: ReadonlyMap<string, string>;
  onSelect: (sessionId: string) => void;
  onTake: (session: DraftSession) => void;
  onDrop: (place: Place) => void;
  onCancel: () => void;
}

export interface GridRow {
  startsAt: string;
  /** False for a time between the slots, where only what stands there already may stand. */
  slot: boolean;
}

/** The day a session counts to: its slot's, which may have begun before midnight. */
export function dayOfSession(draft: Draft, startsAt: string): string {
  const slot = draft.timeslots.find((one) => Date.parse(one.startsAt) === Date.parse(startsAt));
  return slot?.day ?? dayIn(draft.edition.timeZone, startsAt);
}

/** Start times of one day: the slots, and what stands between them. */
export function rowsOf(draft: Draft, day: string): GridRow[] {
  const rows = new Map<number, GridRow>();
  for (const slot of draft.timeslots.filter((one) => one.day === day))
    rows.set(Date.parse(slot.startsAt), { startsAt: slot.startsAt, slot: true });
  for (const session of draft.sessions) {
    if (
      session.startsAt === null ||
      dayOfSession(draft, session.startsAt) !== day ||
      rows.has(Date.parse(session.startsAt))
    )
      continue;
    rows.set(Date.parse(session.startsAt), { startsAt: session.startsAt, slot: false });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** What stands in each cell, and what runs on into it from an earlier row; keys are `cellKey`. */
export function occupancy(
  draft: Draft,
  rows: GridRow[],
): { at: Map<string, DraftSession[]>; running: Map<string, DraftSession> } {
  const at = new Map<string, DraftSession[]>();
  const running = new Map<string, DraftSession>();
  for (const session of draft.sessions) {
    if (session.startsAt === null || session.roomId === null) continue;
    const start = Date.parse(session.startsAt);
    const end = start + session.minutes * 60_000;
    for (const row of rows) {
      const time = Date.parse(row.startsAt);
      if (time === start)
        at.set(cellKey(row.startsAt, session.roomId), [
          ...(at.get(cellKey(row.startsAt, session.roomId)) ?? []),
          session,
        ]);
      else if (time > start && time < end) running.set(cellKey(row.startsAt, session.roomId), session);
    }
  }
  return { at, running };
}

export const cellKey = (startsAt: string, roomId: string) => `${Date.parse(startsAt)}|${roomId}`;
