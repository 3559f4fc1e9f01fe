import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';

/**
 * The baseline of what is read over HTTP: one Fastify route that answers the given file's bytes under the given type,
 * and nothing else.
 */
const body = readFileSync(process.argv[2] as string);
const type = process.argv[3] as string;
const server = fastify();
server.get('/*', (_request, reply) => reply.header('content-type', type).send(body));
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.((server.server.address() as AddressInfo).port);
