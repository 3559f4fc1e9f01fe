import type { IncomingMessage, Server } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A whole request, its files included: fifty megabytes over a line of 1.4 Mbit/s. */
export const REQUEST_MS = 300_000;
/** A body that is no file: what is left of its JSON is kept in memory until it is whole. */
export const BODY_MS = 30_000;

const TIMEOUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Only what asks for a WebSocket is upgraded; anything else, such as HTTP/2 on a plain connection, is answered in
 * HTTP/1.1 (RFC 9110, 7.8).
 */
export const isForSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** Ends connections whose body is not there in time; files have the longer time of the whole request. */
export function limitBodyTime(fastify: FastifyInstance<Server>, timeoutMs = BODY_MS): void {
  const clocks = new WeakMap<IncomingMessage, NodeJS.Timeout>();
  const stop = ({ raw }: FastifyRequest, _reply: unknown, done: () => void) => {
    clearTimeout(clocks.get(raw));
    done();
  };
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    if (hasBody(raw) && !/^multipart\//i.test(raw.headers['content-type'] ?? '')) {
      const { socket } = raw;
      clocks.set(raw, setTimeout(() => socket.end(TIMEOUT, () => socket.destroy()), timeoutMs).unref());
      raw.once('close', () => clearTimeout(clocks.get(raw)));
    }
    done();
  });
  fastify.addHook('preValidation', stop);
  fastify.addHook('onResponse', stop);
}

/** RFC 9112, 6: one of two headers announces it. */
const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
