import { randomUUID } from 'node:crypto';
import { SOCKET_PATH, type Ack } from '@everexpo/contracts';
import { io } from 'socket.io-client';
import { FRESH_ID, type FloodOrder, type FloodReport } from './flood-order.ts';

const BATCH = 100;
const MAX_UNANSWERED = 2_000;
const AGAIN_MS = 100;
const REST_MS = 5;

/** A process of its own: sends as fast as it is read, and comes back at once whatever it is told. */
const { url, cookie, seconds, requests } = JSON.parse(process.argv[2] ?? '') as FloodOrder;
const report: FloodReport = { sent: 0, answered: 0, refused: 0, unknown: [], slowed: 0, ended: 0, turnedAway: 0 };
const socket = io(url, { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { cookie }, reconnection: false });
let unanswered = 0;
let over = false;

const again = () => {
  unanswered = 0;
  if (!over) setTimeout(() => socket.connect(), AGAIN_MS);
};
socket.on('socket:slowed', () => (report.slowed += 1));
socket.on('socket:ended', () => (report.ended += 1));
socket.on('disconnect', again);
socket.on('connect_error', () => {
  report.turnedAway += 1;
  again();
});

function pump(): void {
  if (over) return;
  for (let count = 0; socket.connected && count < BATCH && unanswered < MAX_UNANSWERED; count += 1) {
    const { event, request } = requests[report.sent % requests.length] as FloodOrder['requests'][number];
    report.sent += 1;
    unanswered += 1;
    socket.emit(event, freshened(request), (reply: Ack<unknown>) => {
      unanswered -= 1;
      report.answered += 1;
      if (reply.ok) return;
      if (reply.code === 'too_many_requests') report.refused += 1;
      if (reply.code === 'unknown_event' && !report.unknown.includes(event)) report.unknown.push(event);
    });
  }
  // Whoever waits for the server leaves the processor to it.
  if (socket.connected && unanswered < MAX_UNANSWERED) setImmediate(pump);
  else setTimeout(pump, REST_MS);
}

function freshened(request: object): object {
  return 'id' in request && request.id === FRESH_ID ? { ...request, id: randomUUID() } : request;
}

pump();
setTimeout(() => {
  over = true;
  socket.disconnect();
  process.send?.(report, () => process.exit(0));
}, seconds * 1000);
process.on('disconnect', () => process.exit(0));
