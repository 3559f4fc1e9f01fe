import { SOCKET_PATH, type Ack } from '@everexpo/contracts';
import { io } from 'socket.io-client';
import type { Host, Person } from '../../apps/api/src/testing/builders/index.ts';
import { HANG_MS } from './hang.ts';

/** Sends one request over a socket of a person's own and resolves with the acknowledgement. */
export async function askSocket(
  { url }: Host,
  { cookie }: Pick<Person, 'cookie'>,
  event: string,
  request: object,
): Promise<Ack<unknown>> {
  const socket = io(url, { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { cookie }, forceNew: true });
  try {
    return (await socket.timeout(HANG_MS).emitWithAck(event, request)) as Ack<unknown>;
  } finally {
    socket.disconnect();
  }
}
