import { useEffect } from 'react';
import { ask, useSocket } from './socket.tsx';

/** Asks for an edition's public news while the page is shown, anew after every reconnect. */
export function useWatchEdition(editionId: string | undefined): void {
  const { socket, connected } = useSocket();
  useEffect(() => {
    if (socket && connected && editionId) void ask(socket, 'edition:watch', { editionId }).catch(() => undefined);
  }, [socket, connected, editionId]);
}
