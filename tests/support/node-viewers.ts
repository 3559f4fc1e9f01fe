import type { Stage, StageWay } from '@everexpo/contracts';
import { dispose, Room, RoomEvent, TrackKind, VideoStream, type RemoteTrack } from '@livekit/rtc-node';
import { WatchingPage } from './watching-page.ts';

/**
 * Viewers without a browser, for more of them than a small machine has browsers for: each takes its own ticket, decodes
 * the stage's pictures, and follows the session with the page's own log. A process of its own, forked with the address,
 * the session and how many; answers the message "look" with what each has seen.
 */
export interface Seen {
  seat: string;
  /** Pictures decoded so far. */
  frames: number;
  questions: string[];
  recording: boolean;
}

const [url = '', sessionId = '', count = '0'] = process.argv.slice(2);
const viewers: { look(): Seen }[] = [];
for (let nth = 0; nth < Number(count); nth += 1) viewers.push(await join());
process.on('message', () => process.send?.(viewers.map((viewer) => viewer.look())));
process.on('disconnect', () => void dispose().finally(() => process.exit(0)));
process.send?.('ready');

async function join(): Promise<{ look(): Seen }> {
  const guest = await fetch(`${url}/api/guest`, { method: 'POST' });
  const cookie = guest.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const ask = async <T>(method: string, path: string, body?: object) => {
    const headers = { cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
    return (await (await fetch(`${url}/api/sessions/${sessionId}${path}`, { method, headers, body: body && JSON.stringify(body) })).json()) as T;
  };
  let ticket = await ask<StageWay>('POST', '/stage/ticket', {});
  while (ticket.seat === 'queue') {
    const { identity, admitAt } = ticket;
    await new Promise((due) => setTimeout(due, Math.max(50, Date.parse(admitAt) - Date.now())));
    ticket = await ask<StageWay>('POST', '/stage/ticket', { identity });
  }
  const page = new WatchingPage({ sessionId, cookie, server: () => url });
  await page.open(await ask<Stage>('GET', '/stage'));
  let frames = 0;
  if (ticket.seat === 'viewer') {
    const room = new Room();
    room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => {
      if (track.kind === TrackKind.KIND_VIDEO) void decode(track, () => (frames += 1));
    });
    await room.connect(ticket.url, ticket.token, { autoSubscribe: true, dynacast: false });
  }
  return { look: () => ({ seat: ticket.seat, frames, questions: page.questions, recording: page.recording }) };
}

async function decode(track: RemoteTrack, each: () => void): Promise<void> {
  for await (const _ of new VideoStream(track)) each();
}
