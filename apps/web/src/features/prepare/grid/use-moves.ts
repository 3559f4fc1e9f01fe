import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft, DraftSession, PlaceSessions } from '@everexpo/contracts';
import { useCallback, useRef, useState } from 'react';
import { api } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { thisPage } from '../../../lib/realtime/this-page.ts';
import { useTakeEdit } from '../use-draft.ts';

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

interface Steps {
  done: Step[];
  undone: Step[];
}

const MAX_STEPS = 100;

const placeOf = (session: DraftSession): Place | null =>
  session.roomId && session.startsAt ? { roomId: session.roomId, startsAt: session.startsAt } : null;

/**
 * Moving sessions, with undo and redo, one after the other: an undo pressed before a move is answered waits for it. A
 * move that meets somebody else's is refused, shown and not repeated.
 */
export function useMoves(editionId: string) {
  const queries = useQueryClient();
  const { take, failed } = useTakeEdit(editionId);
  const steps = useRef<Steps>({ done: [], undone: [] });
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const [count, setCount] = useState({ done: 0, undone: 0 });
  const sessions = useCallback(
    () =>
      new Map(
        queries.getQueryData<Draft>(queryKeys.draft(editionId))?.sessions.map((session) => [session.id, session]),
      ),
    [queries, editionId],
  );

  const send = useMutation({
    mutationFn: (moves: Move[]) => {
      const known = sessions();
      const placements: PlaceSessions['placements'] = moves.map(({ sessionId, to }) => ({
        sessionId,
        roomId: to?.roomId ?? null,
        startsAt: to?.startsAt ?? null,
        revision: known.get(sessionId)?.revision ?? 0,
      }));
      return api('POST', '/editions/{edition}/draft/placements', {
        path: { edition: editionId },
        body: { placements, page: thisPage },
      });
    },
    onSuccess: take,
    onError: failed,
  });

  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const mine = turn.current.then(task);
    turn.current = mine.catch(() => undefined);
    return mine;
  };
  const keep = (next: Steps) => {
    steps.current = next;
    setCount({ done: next.done.length, undone: next.undone.length });
  };

  const move = (moves: Move[]): Promise<boolean> =>
    inTurn(async () => {
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
      keep({ done: [...steps.current.done, { before, after: moves }].slice(-MAX_STEPS), undone: [] });
      return true;
    });
  const step = (from: keyof Steps, to: keyof Steps, side: keyof Step): Promise<void> =>
    inTurn(async () => {
      const last = steps.current[from].at(-1);
      if (!last) return;
      const left = { ...steps.current, [from]: steps.current[from].slice(0, -1) };
      keep(left);
      try {
        await send.mutateAsync(last[side]);
        keep({ ...left, [to]: [...left[to], last] });
      } catch {
        // The reason stands beside the grid; a step that no longer fits is dropped.
      }
    });
  return {
    move,
    undo: () => step('done', 'undone', 'before'),
    redo: () => step('undone', 'done', 'after'),
    canUndo: count.done > 0,
    canRedo: count.undone > 0,
    error: send.error,
    clearError: () => send.reset(),
    busy: send.isPending,
  };
}
