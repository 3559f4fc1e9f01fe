import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { SOCKET_PATH, type Ack, type ClientEvents, type ServerEvents } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import { api } from './api.ts';
import { measureOffset, setClockOffset } from './clock.ts';
import { useMe } from './me.ts';

export type LiveSocket = Socket<ServerEvents, ClientEvents>;

interface Connection {
  socket: LiveSocket | null;
  connected: boolean;
}

const SocketContext = createContext<Connection>({ socket: null, connected: true });

/** One live socket for the whole page; public viewers get a guest session first. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const { data: me } = useMe();
  const [connection, setConnection] = useState<Connection>({ socket: null, connected: true });
  const who = me === undefined ? undefined : (me.person?.id ?? 'guest');

  useEffect(() => {
    if (who === undefined) return;
    let socket: LiveSocket | null = null;
    let over = false;
    void open();
    return () => {
      over = true;
      socket?.disconnect();
    };

    async function open(): Promise<void> {
      const [{ io }] = await Promise.all([
        import('socket.io-client'),
        who === 'guest' ? api('POST', '/guest').catch(() => undefined) : undefined,
      ]);
      if (over) return;
      const live: LiveSocket = io({ path: SOCKET_PATH, transports: ['websocket'], forceNew: true });
      socket = live;
      live.on('connect', () => {
        setConnection({ socket: live, connected: true });
        void measureOffset(
          async (sentAt) => (await ask<{ serverTime: number }>(live, 'clock:sync', { sentAt })).serverTime,
        ).then(setClockOffset);
      });
      live.on('disconnect', () => setConnection({ socket: live, connected: false }));
      live.on('connect_error', () => setConnection({ socket: live, connected: false }));
    }
  }, [who]);

  return <SocketContext value={connection}>{children}</SocketContext>;
}

export const useSocket = (): Connection => useContext(SocketContext);

/** Listens to one event while the component is shown. */
export function useServerEvent<E extends keyof ServerEvents>(event: E, listener: ServerEvents[E]): void {
  const { socket } = useSocket();
  useEffect(() => {
    if (!socket) return;
    socket.on(event, listener as never);
    return () => {
      socket.off(event, listener as never);
    };
  }, [socket, event, listener]);
}

/** Sends a request and waits for its acknowledgement. @throws Error with the problem's code when it is refused */
export function ask<T>(socket: LiveSocket, event: keyof ClientEvents, request: object): Promise<T> {
  return new Promise((resolve, reject) => {
    (socket.timeout(5_000).emit as (...args: unknown[]) => void)(
      event,
      request,
      (error: Error | null, reply?: Ack<T>) => {
        if (error) reject(error);
        else if (reply?.ok) resolve(reply.data);
        else reject(new Error(reply?.code ?? 'no reply'));
      },
    );
  });
}
