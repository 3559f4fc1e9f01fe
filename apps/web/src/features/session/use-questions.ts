import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Question, QuestionPage, VoteResult } from '@everexpo/contracts';
import { useCallback, useMemo, useState } from 'react';
import { api, get } from '../../lib/api.ts';
import { useServerEvent } from '../../lib/socket.tsx';

type Pages = InfiniteData<QuestionPage, string>;

/** A session's questions, kept current by the socket. Other people's new ones are held back until asked for. */
export function useQuestions(sessionId: string, readerId: string | undefined) {
  const queries = useQueryClient();
  const queryKey = useMemo(() => ['questions', sessionId, readerId ?? 'public'], [sessionId, readerId]);
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => get<QuestionPage>(`/sessions/${sessionId}/questions?limit=50${pageParam ? `&cursor=${pageParam}` : ''}`, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const [held, setHeld] = useState<Question[]>([]);

  const change = useCallback((id: string, patch: Partial<Question>) => {
    setHeld((questions) => questions.map((question) => (question.id === id ? { ...question, ...patch } : question)));
    queries.setQueryData<Pages>(queryKey, (pages) => pages && mapItems(pages, (question) => (question.id === id ? { ...question, ...patch } : question)));
  }, [queries, queryKey]);

  useServerEvent('question:asked', useCallback((question: Question) => {
    if (question.sessionId !== sessionId) return;
    setHeld((questions) => (questions.some(({ id }) => id === question.id) ? questions : [...questions, question]));
  }, [sessionId]));
  useServerEvent('question:changed', useCallback((question: Question) => change(question.id, question), [change]));
  useServerEvent('question:voted', useCallback(({ id, votes }: VoteResult) => change(id, { votes }), [change]));

  const known = data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = held.filter(({ id }) => !known.some((question) => question.id === id));
  // An empty list has nothing that could move under a finger.
  const [opened, setOpened] = useState<Set<string>>(new Set());
  const visible = known.length + opened.size === 0 ? fresh : fresh.filter(({ id }) => opened.has(id));
  const shown = [...known, ...visible].sort((a, b) => Number(a.answered) - Number(b.answered) || b.votes - a.votes || a.id.localeCompare(b.id));

  return {
    shown,
    waiting: fresh.length - visible.length,
    showWaiting: () => setOpened(new Set(fresh.map(({ id }) => id))),
    voted: new Set(data?.pages.flatMap((page) => page.voted)),
    more: hasNextPage ? () => void fetchNextPage() : null,
    async vote(question: Question, wanted: boolean) {
      markVoted(wanted);
      try {
        const { votes } = await api<VoteResult>(wanted ? 'PUT' : 'DELETE', `/questions/${question.id}/vote`);
        change(question.id, { votes });
      } catch {
        markVoted(!wanted);
      }

      function markVoted(on: boolean): void {
        queries.setQueryData<Pages>(queryKey, (pages) => pages && {
          ...pages,
          pages: pages.pages.map((page, index) => (index > 0 ? page : { ...page, voted: on ? [...page.voted, question.id] : page.voted.filter((id) => id !== question.id) })),
        });
      }
    },
  };
}

function mapItems(pages: Pages, map: (question: Question) => Question): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map(map) })) };
}
