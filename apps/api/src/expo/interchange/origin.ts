import type { FastifyRequest } from 'fastify';

/** Scheme, host and port under which this request reached us. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
