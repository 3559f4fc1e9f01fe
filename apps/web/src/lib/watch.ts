import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useRef } from 'react';
import { keepAsking } from './keep-asking.ts';
import { ask, useSocket } from './socket.tsx';

/** What a page can be told of, and what its id is called. */
const WATCHED = { edition: 'editionId', draft: 'editionId', session: 'sessionId', meeting: 'meetingId' } as const;
/** What is left once it is no longer shown. Two things of one page watch a meeting: it is left with the page. */
const LEFT = ['draft', 'session'] as const;

interface Watching<T> {
  /** Queries that what is told keeps fresh. */
  renew?: readonly QueryKey[];
  told?: (answer: T) => void;
  /** What else the server must know, when it is asked. */
  more?: () => object;
}

/**
 * Has the server tell the page of something while it is shown: it is asked on every new connection, and until it agrees
 * or refuses for good. What came to pass before it agreed was told to nobody: then `renew` is asked for anew, and `told`
 * has the answer. What is given back asks once more.
 */
export function useWatch<T>(
  what: keyof typeof WATCHED,
  id: string | undefined,
  { renew = [], told, more }: Watching<T> = {},
): () => void {
  const { socket, connectionId } = useSocket();
  const queries = useQueryClient();
  const again = useRef<() => void>(undefined);
  const request = useEffectEvent(() => ({ [WATCHED[what]]: id, ...more?.() }));
  const agreed = useEffectEvent((answer: T) => {
    for (const queryKey of renew) void queries.invalidateQueries({ queryKey });
    told?.(answer);
  });
  useEffect(() => {
    if (!socket || connectionId === null || id === undefined) return;
    const over = new AbortController();
    again.current = keepAsking<T>(
      () => ask(socket, `${what}:watch`, request()),
      (answer) => agreed(answer),
      over.signal,
    );
    const leaves = LEFT.find((one) => one === what);
    return () => {
      over.abort();
      again.current = undefined;
      if (leaves) void ask(socket, `${leaves}:unwatch`, { [WATCHED[leaves]]: id }).catch(() => undefined);
    };
  }, [socket, connectionId, what, id]);
  return useCallback(() => again.current?.(), []);
}
