import type { Meeting } from '@everexpo/contracts';
import { useEffect } from 'react';
import { get } from '../../../lib/api/api.ts';
import { useMe } from '../../../lib/account/me.ts';
import { useSocket } from '../../../lib/realtime/socket.tsx';

/** Finds, whenever the page is connected anew, the calls to the signed-in person that began to ring before. */
export function useRinging(add: (meeting: Meeting) => void): void {
  const signedIn = Boolean(useMe().data?.person);
  const { connected, socket } = useSocket();
  useEffect(() => {
    if (!signedIn || !connected || !socket) return;
    const over = new AbortController();
    get('/meetings', { query: { show: 'ringing', limit: 3 }, signal: over.signal }).then(
      ({ items }) => items.forEach(add),
      () => undefined,
    );
    return () => over.abort();
  }, [signedIn, connected, socket, add]);
}
