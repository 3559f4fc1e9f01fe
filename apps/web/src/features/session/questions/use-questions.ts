import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Question, QuestionPage } from '@everexpo/contracts';
import { useMemo, useState } from 'react';
import { api, get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useSession } from '../feed/session-feed.tsx';

type Pages = InfiniteData<QuestionPage, string>;

/**
 * A session's questions: the list as it was read, with what the log told since. Other people's new ones are held back
 * until asked for.
 */
export function useQuestions(sessionId: string, readerId: string | undefined) {
  const queries = useQueryClient();
  const { questions, votes } = useSession();
  const queryKey = useMemo(() => queryKeys.questions(sessionId, readerId ?? 'public'), [sessionId, readerId]);
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      get('/sessions/{id}/questions', { path: { id: sessionId }, query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

  const known = useMemo(() => {
    const listed = new Map<string, { seq: number; fact: Question }>();
    for (const { seq, items } of data?.pages ?? []) for (const fact of items) listed.set(fact.id, { seq, fact });
    return listed;
  }, [data]);
  const current = (id: string): Question | null => {
    const [told, read, count] = [questions.get(id), known.get(id), votes.get(id)];
    const newest = told && (!read || told.seq > read.seq) ? told : read;
    if (!newest?.fact) return null;
    return count && count.seq > newest.seq ? { ...newest.fact, votes: count.fact } : newest.fact;
  };
  const fresh = [...questions.keys()].filter((id) => !known.has(id));
  // An empty list has nothing that could move under a finger.
  const [opened, setOpened] = useState<Set<string>>(new Set());
  const visible = known.size + opened.size === 0 ? fresh : fresh.filter((id) => opened.has(id));
  const shown = [...known.keys(), ...visible].flatMap((id) => current(id) ?? []).sort(byRank);

  return {
    shown,
    waiting: fresh.filter((id) => !visible.includes(id) && current(id) !== null).length,
    showWaiting: () => setOpened(new Set(fresh)),
    voted: new Set(data?.pages.flatMap((page) => page.voted)),
    more: hasNextPage ? () => void fetchNextPage() : null,
    async vote(question: Question, wanted: boolean) {
      markVoted(wanted);
      try {
        await api(wanted ? 'PUT' : 'DELETE', '/questions/{id}/vote', { path: { id: question.id } });
      } catch {
        markVoted(!wanted);
      }

      function markVoted(on: boolean): void {
        queries.setQueryData<Pages>(
          queryKey,
          (pages) =>
            pages && {
              ...pages,
              pages: pages.pages.map((page, index) =>
                index > 0
                  ? page
                  : {
                      ...page,
                      voted: on ? [...page.voted, question.id] : page.voted.filter((id) => id !== question.id),
                    },
              ),
            },
        );
      }
    },
  };
}

/** The pinned one, those that wait for the organizers, open ones by votes, answered ones. */
function byRank(a: Question, b: Question): number {
  return (
    Number(b.pinned) - Number(a.pinned) ||
    Number(b.state === 'waiting') - Number(a.state === 'waiting') ||
    Number(a.answered) - Number(b.answered) ||
    b.votes - a.votes ||
    a.id.localeCompare(b.id)
  );
}
