import { SOCKET_PATH, type Ack } from '@everexpo/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Host, Person } from '../../../apps/api/src/testing/builders/index.ts';
import { HANG_MS } from '../hang.ts';

/**
 * A socket of a person's own, not connected yet perhaps: what is sent waits for that. Whoever opens it disconnects it.
 */
export function openSocket({ url }: Pick<Host, 'url'>, { cookie }: Pick<Person, 'cookie'>): Socket {
  return io(url, { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { cookie }, forceNew: true });
}

/** Sends one request over a socket of a person's own and resolves with the acknowledgement. */
export async function askSocket(
  host: Pick<Host, 'url'>,
  person: Pick<Person, 'cookie'>,
  event: string,
  request: object,
): Promise<Ack<unknown>> {
  const socket = openSocket(host, person);
  try {
    return (await socket.timeout(HANG_MS).emitWithAck(event, request)) as Ack<unknown>;
  } finally {
    socket.disconnect();
  }
}
