import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { SOCKET_PATH, type Ack, type ClientEvents, type ServerEvents, type SocketEnd } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import type { Socket } from 'socket.io-client';
import { ApiError } from './api.ts';
import { measureOffset, setClockOffset } from './clock.ts';
import { becomeGuest } from './guest.ts';
import { useMe } from './me.ts';
import { queryKeys } from './query-keys.ts';

export type LiveSocket = Socket<ServerEvents, ClientEvents>;

/** What the server has against this page. */
export type SocketTrouble = 'slowed' | 'flooding' | 'tooManyPages';

interface Connection {
  socket: LiveSocket | null;
  connected: boolean;
  trouble: SocketTrouble | null;
}

/** What the server says of a connection that it refuses. */
interface Refused extends Error {
  data?: { code: string; retryAfter?: number };
}

const RETRY_SECONDS = 3;
/** So that pages which were ended together do not come back together. */
const SPREAD_MS = 500;
const SHOW_SLOWED_MS = 4_000;

/**
 * Queries that the socket's events keep fresh. What came to pass between their answer and the connection, or while it
 * was down, was told to nobody: they are asked for again when it stands.
 */
const PUSHED = [
  queryKeys.interests(),
  queryKeys.meetings(),
  queryKeys.meeting(),
  queryKeys.notices(),
  queryKeys.agreements(),
  queryKeys.agreement(),
  queryKeys.desk(),
];

const SocketContext = createContext<Connection>({ socket: null, connected: true, trouble: null });

/** One live socket for the whole page; public viewers get a guest session first. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const { data: me } = useMe();
  const queries = useQueryClient();
  // The server refuses in the language that the page had when it connected: another language is another connection.
  const { language } = useTranslation().i18n;
  const [connection, setConnection] = useState<Connection>({ socket: null, connected: true, trouble: null });
  const who = me === undefined ? undefined : (me.person?.id ?? 'guest');

  useEffect(() => {
    if (who === undefined) return;
    let [retry, slowed]: (ReturnType<typeof setTimeout> | undefined)[] = [];
    let end: SocketEnd | null = null;
    let live: LiveSocket | undefined;
    const over = new AbortController();
    const refetchMe = () => void queries.invalidateQueries({ queryKey: queryKeys.me() });
    void open();
    return () => {
      over.abort();
      clearTimeout(retry);
      clearTimeout(slowed);
      live?.disconnect();
    };

    async function open(): Promise<void> {
      const [{ io }] = await Promise.all([
        import('socket.io-client'),
        who === 'guest' ? becomeGuest().catch(() => undefined) : undefined,
      ]);
      if (over.signal.aborted) return;
      live ??= attached(
        io({ path: SOCKET_PATH, transports: ['websocket'], forceNew: true, autoConnect: false, auth: { language } }),
      );
      live.connect();
    }

    function attached(socket: LiveSocket): LiveSocket {
      socket.on('connect', () => {
        end = null;
        setConnection({ socket, connected: true, trouble: null });
        for (const queryKey of PUSHED) void queries.invalidateQueries({ queryKey });
        void measureOffset(
          async (sentAt) => (await ask<{ serverTime: number }>(socket, 'clock:sync', { sentAt })).serverTime,
        ).then(setClockOffset);
      });
      socket.on('socket:slowed', () => {
        setConnection({ socket, connected: true, trouble: 'slowed' });
        clearTimeout(slowed);
        slowed = setTimeout(
          () => setConnection((known) => (known.trouble === 'slowed' ? { ...known, trouble: null } : known)),
          SHOW_SLOWED_MS,
        );
      });
      socket.on('socket:ended', (told) => (end = told));
      socket.on('disconnect', () => {
        setConnection({ socket, connected: false, trouble: end?.reason === 'flooding' ? 'flooding' : null });
        if (end?.reason === 'signed_out' || end?.reason === 'roles_changed') refetchMe();
        if (!socket.active) openIn(end?.retryAfter ?? 0);
      });
      socket.on('connect_error', ({ data }: Refused) => {
        const trouble = data?.code === 'too_many_pages' ? 'tooManyPages' : data?.retryAfter ? 'flooding' : null;
        setConnection({ socket, connected: false, trouble });
        if (data?.code === 'not_signed_in' && who !== 'guest') refetchMe();
        // What the server refuses, the client does not try again by itself.
        if (!socket.active) openIn(data?.retryAfter ?? RETRY_SECONDS);
      });
      return socket;
    }

    function openIn(seconds: number): void {
      clearTimeout(retry);
      retry = setTimeout(() => void open(), seconds * 1000 + Math.random() * SPREAD_MS);
    }
  }, [who, language, queries]);

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

const ANSWER_MS = 5_000;
const ATTEMPTS = 3;

/**
 * Sends a request and waits for its acknowledgement; one that comes too fast is sent again when it may be.
 * @throws ApiError when it is refused; Error when nobody answers
 */
export async function ask<T>(socket: LiveSocket, event: keyof ClientEvents, request: object): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await send<T>(socket, event, request);
    if (reply.ok) return reply.data;
    if (reply.code !== 'too_many_requests' || attempt === ATTEMPTS)
      throw new ApiError(reply.status, reply, reply.retryAfter);
    await new Promise((due) => setTimeout(due, (reply.retryAfter ?? 1) * 1000));
  }
}

function send<T>(socket: LiveSocket, event: keyof ClientEvents, request: object): Promise<Ack<T>> {
  return new Promise((resolve, reject) => {
    (socket.timeout(ANSWER_MS).emit as (...args: unknown[]) => void)(
      event,
      request,
      (error: Error | null, reply?: Ack<T>) => {
        if (reply) resolve(reply);
        else reject(error ?? new Error('no reply'));
      },
    );
  });
}
