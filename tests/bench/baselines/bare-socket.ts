import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

/**
 * The baseline of `fanout` and `chat`: a socket.io server that passes a posted body or a said line on to one room, and
 * nothing else; given a Redis, beside others.
 */
const http = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    io.to('session').emit('question:asked', JSON.parse(body));
    response.writeHead(201).end(body);
  });
});
const redisUrl = process.argv[2];
const adapter = redisUrl ? { adapter: createAdapter(new Redis(redisUrl), new Redis(redisUrl)) } : {};
const io = new Server(http, { path: '/api/socket.io', serveClient: false, ...adapter });
io.on('connection', (socket) => {
  socket.on('session:watch', async (_request: unknown, reply: (answer: { ok: true }) => void) => {
    await socket.join('session');
    reply({ ok: true });
  });
  socket.on('chat:send', (line: unknown, reply: (answer: { ok: true }) => void) => {
    io.to('session').emit('chat', line);
    reply({ ok: true });
  });
});
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
