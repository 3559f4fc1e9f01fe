import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft, DraftChange, DraftSession, PlaceSessions } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { api, ApiError } from '../../lib/api.ts';
import { draftKey, useMergeDraft } from './use-draft.ts';

export interface Place {
  roomId: string;
  startsAt: string;
}

/** Where one session goes; null is the tray. */
export interface Move {
  sessionId: string;
  to: Place | null;
}

interface Step {
  before: Move[];
  after: Move[];
}

const placeOf = (session: DraftSession): Place | null => (session.roomId && session.startsAt ? { roomId: session.roomId, startsAt: session.startsAt } : null);

/** Moving sessions, with undo and redo. A move that meets somebody else's is refused, shown and not repeated. */
export function useMoves(editionId: string) {
  const queries = useQueryClient();
  const merge = useMergeDraft(editionId);
  const [done, setDone] = useState<Step[]>([]);
  const [undone, setUndone] = useState<Step[]>([]);
  const sessions = useCallback(() => new Map(queries.getQueryData<Draft>(draftKey(editionId))?.sessions.map((session) => [session.id, session])), [queries, editionId]);

  const send = useMutation({
    mutationFn: (moves: Move[]) => {
      const known = sessions();
      const placements: PlaceSessions['placements'] = moves.map(({ sessionId, to }) => ({
        sessionId,
        roomId: to?.roomId ?? null,
        startsAt: to?.startsAt ?? null,
        revision: known.get(sessionId)?.revision ?? 0,
      }));
      return api<DraftChange>('POST', `/editions/${editionId}/draft/placements`, { body: { placements } });
    },
    onSuccess: merge,
    onError: (error) => {
      // What the other organizer did is fetched, so that the next decision is made on it.
      if (error instanceof ApiError && error.status === 409) void queries.invalidateQueries({ queryKey: draftKey(editionId) });
    },
  });

  const move = async (moves: Move[]): Promise<boolean> => {
    const known = sessions();
    const before = moves.map(({ sessionId }) => {
      const session = known.get(sessionId);
      return { sessionId, to: session ? placeOf(session) : null };
    });
    try {
      await send.mutateAsync(moves);
    } catch {
      return false;
    }
    setDone((steps) => [...steps, { before, after: moves }].slice(-100));
    setUndone([]);
    return true;
  };
  const step = async (from: Step[], take: (steps: (all: Step[]) => Step[]) => void, give: (steps: (all: Step[]) => Step[]) => void, side: keyof Step): Promise<void> => {
    const last = from.at(-1);
    if (!last) return;
    take((all) => all.slice(0, -1));
    try {
      await send.mutateAsync(last[side]);
      give((all) => [...all, last]);
    } catch {
      // The reason stands beside the grid; a step that no longer fits is dropped.
    }
  };
  return {
    move,
    undo: () => step(done, setDone, setUndone, 'before'),
    redo: () => step(undone, setUndone, setDone, 'after'),
    canUndo: done.length > 0,
    canRedo: undone.length > 0,
    error: send.error,
    clearError: () => send.reset(),
    busy: send.isPending,
  };
}
