import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useRef } from 'react';
import { retryUntilAnswered } from '../api/retry-until-answered.ts';
import { ask, useSocket } from './socket.tsx';

/** What a page can watch, and the name of its id. */
const WATCHED = { edition: 'editionId', draft: 'editionId', session: 'sessionId', meeting: 'meetingId' } as const;
/** What is unwatched once it is no longer shown. A page has two watches of one meeting: they end with the page. */
const UNWATCHED = ['draft', 'session'] as const;

interface WatchOptions<T> {
  /** Queries that the events of what is watched keep fresh. */
  refetch?: readonly QueryKey[];
  onAnswer?: (answer: T) => void;
  /** What else the server must know, as it is when the request is sent. */
  params?: () => object;
}

/**
 * Watches something while it is shown: the server is asked to send its events on every new connection, until it agrees
 * or refuses for good. Events from before it agreed were sent to nobody: then the queries of `refetch` are asked anew,
 * and `onAnswer` has the answer. What is returned asks once more.
 */
export function useWatch<T>(
  what: keyof typeof WATCHED,
  id: string | undefined,
  { refetch = [], onAnswer, params }: WatchOptions<T> = {},
): () => void {
  const { socket, connectionId } = useSocket();
  const queries = useQueryClient();
  const repeat = useRef<() => void>(undefined);
  const request = useEffectEvent(() => ({ [WATCHED[what]]: id, ...params?.() }));
  const answered = useEffectEvent((answer: T) => {
    for (const queryKey of refetch) void queries.invalidateQueries({ queryKey });
    onAnswer?.(answer);
  });
  useEffect(() => {
    if (!socket || connectionId === null || id === undefined) return;
    const ended = new AbortController();
    repeat.current = retryUntilAnswered<T>(
      () => ask(socket, `${what}:watch`, request()),
      (answer) => answered(answer),
      ended.signal,
    );
    const unwatched = UNWATCHED.find((one) => one === what);
    return () => {
      ended.abort();
      repeat.current = undefined;
      if (unwatched) void ask(socket, `${unwatched}:unwatch`, { [WATCHED[unwatched]]: id }).catch(() => undefined);
    };
  }, [socket, connectionId, what, id]);
  return useCallback(() => repeat.current?.(), []);
}
