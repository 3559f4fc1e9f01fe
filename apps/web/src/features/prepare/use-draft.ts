import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Draft, DraftChange, DraftEdit, DraftEvaluation, Presence } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { ApiError, get } from '../../lib/api/api.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { ask, useServerEvent, useSocket } from '../../lib/realtime/socket.tsx';
import { applyEvent } from '../../lib/realtime/apply-event.ts';
import { thisPage } from '../../lib/realtime/this-page.ts';
import { useWatch } from '../../lib/realtime/watch.ts';

/** A workspace that follows what every organizer does in it. */
export function useDraft(editionId: string) {
  const query = useQuery({
    queryKey: queryKeys.draft(editionId),
    queryFn: ({ signal }) => get('/editions/{edition}/draft', { path: { edition: editionId }, signal }),
  });
  const merge = useMergeDraft(editionId);
  useServerEvent(
    'draft:changed',
    useCallback(
      (change) => {
        // What this page has changed itself, it knows by the answer.
        if (change.editionId === editionId && change.page !== thisPage) merge(change);
      },
      [editionId, merge],
    ),
  );
  return query;
}

/** Takes changed sessions into the page; what else may have changed is asked for again. */
export function useMergeDraft(editionId: string): (change: DraftChange) => void {
  const queries = useQueryClient();
  return useCallback(
    (change: DraftChange) => {
      mergeSessions(queries, editionId, change);
      void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId, 'evaluation') });
      void queries.invalidateQueries({ queryKey: queryKeys.draftDiff(editionId) });
      // A change without sessions is one of rooms, slots, rules or waiting projects.
      if (change.sessions.length === 0)
        void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId), exact: true });
    },
    [queries, editionId],
  );
}

/**
 * Takes in what an edit of this page came to, its evaluation included, without asking for anything again. Meant for a
 * mutation's `onSuccess`, as `failed` is for its `onError`: after a conflict, or where no answer came and the edit may
 * have been made all the same, the workspace is asked for again.
 */
export function useTakeEdit(editionId: string): {
  take: (edit: DraftEdit) => Promise<void>;
  failed: (error: Error) => void;
} {
  const queries = useQueryClient();
  const take = useCallback(
    async (edit: DraftEdit) => {
      const known = queries.getQueryData<Draft>(queryKeys.draft(editionId))?.revision ?? 0;
      mergeSessions(queries, editionId, edit);
      void queries.invalidateQueries({ queryKey: queryKeys.draftDiff(editionId) });
      const queryKey = queryKeys.draft(editionId, 'evaluation');
      // Somebody's later edit was told before this answer came.
      if (edit.revision < known) return void queries.invalidateQueries({ queryKey });
      await queries.cancelQueries({ queryKey });
      queries.setQueryData<DraftEvaluation>(queryKey, edit.evaluation);
    },
    [queries, editionId],
  );
  const failed = useCallback(
    (error: Error) => {
      if (error instanceof ApiError && error.status !== 409) return;
      void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId) });
    },
    [queries, editionId],
  );
  return { take, failed };
}

function mergeSessions(queries: QueryClient, editionId: string, change: DraftChange): void {
  applyEvent<Draft>(queries, queryKeys.draft(editionId), (draft) => {
    if (!draft) return draft;
    const changed = new Map(change.sessions.map((session) => [session.id, session]));
    const kept = draft.sessions.map((session) => {
      const news = changed.get(session.id);
      changed.delete(session.id);
      return news && news.revision >= session.revision ? news : session;
    });
    const sessions = [...kept, ...changed.values()].sort((a, b) => a.code.localeCompare(b.code));
    return { ...draft, revision: Math.max(draft.revision, change.revision), sessions };
  });
}

export function useEvaluation(editionId: string) {
  return useQuery({
    queryKey: queryKeys.draft(editionId, 'evaluation'),
    queryFn: ({ signal }) => get('/editions/{edition}/draft/evaluation', { path: { edition: editionId }, signal }),
    placeholderData: (previous) => previous,
  });
}

/** What putting a session down would do, anywhere on the grid; nothing is asked while none is in hand. */
export function useEffects(draft: Draft, sessionId: string | null) {
  const edition = draft.edition.id;
  return useQuery({
    queryKey: queryKeys.draft(edition, 'effects', sessionId, draft.revision),
    queryFn: ({ signal }) =>
      get('/editions/{edition}/draft/sessions/{id}/effects', { path: { edition, id: sessionId ?? '' }, signal }),
    enabled: sessionId !== null,
  });
}

/** Has this page follow a workspace; whoever does so is in it. */
export function useWatchDraft(editionId: string, onAnswer?: (presence: Presence) => void): void {
  useWatch('draft', editionId, { refetch: [queryKeys.draft(editionId), queryKeys.draftDiff(editionId)], onAnswer });
}

/** Who else is here, and what they hold; `hold` says what one holds oneself. */
export function usePresence(editionId: string): {
  people: Presence['people'];
  hold: (sessionId: string | null) => void;
} {
  const { socket } = useSocket();
  const [people, setPeople] = useState<Presence['people']>([]);
  useWatchDraft(editionId, (presence) => setPeople(presence.people));
  useServerEvent(
    'draft:presence',
    useCallback(
      (presence) => {
        if (presence.editionId === editionId) setPeople(presence.people);
      },
      [editionId],
    ),
  );
  const hold = useCallback(
    (sessionId: string | null) => {
      if (socket) void ask(socket, 'draft:hold', { editionId, sessionId }).catch(() => undefined);
    },
    [socket, editionId],
  );
  return { people, hold };
}
