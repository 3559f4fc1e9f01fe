import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { SOCKET_PATH, type Ack, type ClientEvents, type ServerEvents, type SocketEnd } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import type { Socket } from 'socket.io-client';
import { ApiError } from '../api/api.ts';
import { retryPolicy } from '../api/retry-policy.ts';
import { measureOffset, setClockOffset } from '../time/clock.ts';
import { becomeGuest } from '../account/guest.ts';
import { useMe } from '../account/me.ts';
import { queryKeys } from '../api/query-keys.ts';

export type LiveSocket = Socket<ServerEvents, ClientEvents>;

/** Why there is no live connection, or a slow one, where it is known. */
export type SocketTrouble = 'slowed' | 'flooding' | 'tooManyPages' | 'away' | 'notLoaded';

interface Connection {
  socket: LiveSocket | null;
  connected: boolean;
  /** Another one after every reconnect; null while there is none. */
  connectionId: string | null;
  trouble: SocketTrouble | null;
}

/** What the server says of a connection that it refuses. */
interface Refused extends Error {
  data?: { code: string; retryAfter?: number };
}

function troubleOf({ code, retryAfter }: NonNullable<Refused['data']>): SocketTrouble | null {
  if (code === 'too_many_pages') return 'tooManyPages';
  if (code === 'too_many_requests') return 'flooding';
  // What else is to be tried again later is refused for a part of the server that is away.
  return retryAfter === undefined ? null : 'away';
}

const RETRY_SECONDS = 3;
/** So that pages which were ended together do not come back together. */
const SPREAD_MS = 500;
const SHOW_SLOWED_MS = 4_000;

/**
 * Queries that are kept fresh by what is told to the signed-in person alone; those of what a page watches are named
 * where it does. What came to pass between their answer and the connection, or while it was down, was told to nobody:
 * they are asked for again when it stands.
 */
const PUSHED = [
  queryKeys.interests(),
  queryKeys.meetings(),
  queryKeys.meeting(),
  queryKeys.notices(),
  queryKeys.agreements(),
  queryKeys.agreement(),
  queryKeys.followUp(),
  queryKeys.side(),
  queryKeys.desk(),
];

/** Until the first attempt has come to something, nothing is said of it. */
const STARTING: Connection = { socket: null, connected: true, connectionId: null, trouble: null };
const SocketContext = createContext<Connection>(STARTING);

/** One live socket for the whole page; public viewers get a guest session first. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const { data: me } = useMe();
  const queries = useQueryClient();
  // The server refuses in the language that the page had when it connected: another language is another connection.
  const { language } = useTranslation().i18n;
  const [connection, setConnection] = useState<Connection>(STARTING);
  const who = me === undefined ? undefined : (me.person?.id ?? 'guest');

  useEffect(() => {
    if (who === undefined) return;
    let [retry, slowed]: (ReturnType<typeof setTimeout> | undefined)[] = [];
    let end: SocketEnd | null = null;
    let live: LiveSocket | undefined;
    let failures = 0;
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
      const guest = who === 'guest' ? becomeGuest().catch(() => undefined) : undefined;
      const client = await import('socket.io-client').catch(() => null);
      await guest;
      if (over.signal.aborted) return;
      if (!client) {
        // The network is away, or the server has another build by now.
        setConnection({ ...STARTING, connected: false, trouble: 'notLoaded' });
        openIn(retryPolicy.retryDelay(failures++, null) / 1_000);
        return;
      }
      live ??= attached(
        client.io({
          path: SOCKET_PATH,
          transports: ['websocket'],
          forceNew: true,
          autoConnect: false,
          auth: { language },
        }),
      );
      live.connect();
    }

    function attached(socket: LiveSocket): LiveSocket {
      socket.on('connect', () => {
        end = null;
        setConnection({ socket, connected: true, connectionId: socket.id ?? null, trouble: null });
        for (const queryKey of PUSHED) void queries.invalidateQueries({ queryKey });
        void measureOffset(
          async (sentAt) => (await ask<{ serverTime: number }>(socket, 'clock:sync', { sentAt })).serverTime,
        ).then(setClockOffset);
      });
      socket.on('socket:slowed', () => {
        setConnection((known) => ({ ...known, trouble: 'slowed' }));
        clearTimeout(slowed);
        slowed = setTimeout(
          () => setConnection((known) => (known.trouble === 'slowed' ? { ...known, trouble: null } : known)),
          SHOW_SLOWED_MS,
        );
      });
      socket.on('socket:ended', (told) => (end = told));
      socket.on('disconnect', () => {
        const trouble = end?.reason === 'flooding' ? 'flooding' : null;
        setConnection({ socket, connected: false, connectionId: null, trouble });
        if (end?.reason === 'signed_out' || end?.reason === 'roles_changed') refetchMe();
        if (!socket.active) openIn(end?.retryAfter ?? 0);
      });
      socket.on('connect_error', ({ data }: Refused) => {
        setConnection({ socket, connected: false, connectionId: null, trouble: data ? troubleOf(data) : null });
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
