import { useQueryClient } from '@tanstack/react-query';
import type { Interest, Meeting, Notice } from '@everexpo/contracts';
import { useCallback, useRef, useState } from 'react';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { useRinging } from './use-ringing.ts';

export type News =
  | { id: string; kind: 'interest'; interest: Interest }
  | { id: string; kind: 'meeting'; meeting: Meeting }
  | { id: string; kind: 'notice'; notice: Notice };

const MAX_SHOWN = 3;
/** Among so many of the newest notices are those that are shown. */
const LATEST = 100;

/** What just happened to the signed-in person, until its cause is done or it is dropped. */
export function useNews(): { news: News[]; drop: (id: string) => void } {
  const queries = useQueryClient();
  const [news, setNews] = useState<News[]>([]);
  const add = useCallback(
    (item: News) => setNews((known) => [...known.filter(({ id }) => id !== item.id), item].slice(-MAX_SHOWN)),
    [],
  );
  /** What was waved away once does not ring again when the page is connected anew. */
  const dropped = useRef(new Set<string>());
  const drop = useCallback((id: string) => {
    dropped.current.add(id);
    setNews((known) => known.filter((item) => item.id !== id));
  }, []);

  useRinging(
    useCallback(
      (meeting: Meeting) => {
        if (!dropped.current.has(meeting.id)) add({ id: meeting.id, kind: 'meeting', meeting });
      },
      [add],
    ),
  );
  const refreshInterests = useCallback(
    () => void queries.invalidateQueries({ queryKey: queryKeys.interests() }),
    [queries],
  );
  useServerEvent(
    'interest:expressed',
    useCallback(
      (interest) => {
        refreshInterests();
        add({ id: interest.id, kind: 'interest', interest });
      },
      [add, refreshInterests],
    ),
  );
  useServerEvent(
    'meeting:opened',
    useCallback(
      (meeting) => {
        refreshInterests();
        add({ id: meeting.id, kind: 'meeting', meeting });
      },
      [add, refreshInterests],
    ),
  );
  useServerEvent(
    'notice:created',
    useCallback((notice) => add({ id: notice.id, kind: 'notice', notice }), [add]),
  );
  useServerEvent(
    'meeting:ended',
    useCallback(({ id }) => drop(id), [drop]),
  );

  const shown = news.some(({ kind }) => kind === 'notice');
  const dropEnded = useCallback(() => {
    if (!shown) return;
    void get('/notices', { query: { limit: LATEST } }).then(
      ({ items }) => {
        const unread = new Set(items.filter(({ read }) => !read).map(({ id }) => id));
        setNews((known) => known.filter(({ kind, id }) => kind !== 'notice' || unread.has(id)));
      },
      () => undefined,
    );
  }, [shown]);
  useServerEvent('agreement:changed', dropEnded);
  useServerEvent('meeting:changed', dropEnded);
  useServerEvent('notices:changed', dropEnded);
  return { news, drop };
}
