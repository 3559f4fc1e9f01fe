import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

/** The baseline of `fanout`: a socket.io server that passes a posted body on to one room, and nothing else. */
const http = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    io.to('session').emit('question:asked', JSON.parse(body));
    response.writeHead(201).end(body);
  });
});
const io = new Server(http, { path: '/api/socket.io', serveClient: false });
io.on('connection', (socket) => {
  socket.on('session:watch', async (_request: unknown, reply: (answer: { ok: true }) => void) => {
    await socket.join('session');
    reply({ ok: true });
  });
});
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
