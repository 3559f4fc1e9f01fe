import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';

/** The baseline of `programme`: one Fastify route that answers the given file's bytes, and nothing else. */
const body = readFileSync(process.argv[2] as string);
const server = fastify();
server.get('/api/programme', (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(body));
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.((server.server.address() as AddressInfo).port);
