import { DisconnectReason, RoomEvent } from '@livekit/rtc-node';
import type { Stage } from '@everexpo/contracts';
import { until } from '../until.ts';
import { WatchingPage } from '../pages/watching-page.ts';
import { SessionApi } from './api.ts';
import type { ViewerState, Visit, Wanted } from './protocol.ts';
import { Reception } from './reception.ts';

/** Takes its own ticket, decodes the stage's pictures, and follows the session with the page's own log. */
export class Viewer {
  private readonly reception: Reception;
  private readonly page: WatchingPage;
  private readonly identity: string | null;

  private constructor(reception: Reception, page: WatchingPage, identity: string | null) {
    this.reception = reception;
    this.page = page;
    this.identity = identity;
  }

  /** Resolves once it is in the room, or knows that its place is the broadcast. */
  static async join({ url, sessionId }: Wanted, cookie: string | null): Promise<Viewer> {
    const api = await SessionApi.of(url, sessionId, cookie);
    const way = await api.ticket();
    const page = new WatchingPage({ sessionId, cookie: api.cookie, server: () => url });
    await page.open(await api.ask<Stage>('GET', '/stage'));
    const reception = new Reception();
    if (way.seat !== 'broadcast') await reception.connect(way);
    return new Viewer(reception, page, way.seat === 'broadcast' ? null : way.identity);
  }

  look(): ViewerState {
    const { room, frames, pictures, sounds } = this.reception;
    const { currentPitchId, recording, questions } = this.page;
    return {
      seat: this.identity === null ? 'broadcast' : 'viewer',
      identity: this.identity ?? '',
      connected: room.isConnected,
      frames,
      pictures: [...pictures],
      sounds: [...sounds],
      currentPitchId,
      questions,
      recording,
    };
  }

  async leave(): Promise<void> {
    this.page.goOffline();
    await this.reception.room.disconnect();
  }
}

/** Comes with a ticket, whosever it is, and stays until out again: removed, or for another reason. */
export async function visit(ticket: Parameters<Reception['connect']>[0]): Promise<Visit> {
  const reception = new Reception();
  let ended: DisconnectReason | undefined;
  reception.room.once(RoomEvent.Disconnected, (reason) => (ended = reason));
  try {
    await reception.connect(ticket);
  } catch (error) {
    return { entered: false, why: (error as Error).message };
  }
  const outOf = await until('a visitor with a ticket is out of the room again', () => ended);
  const frames = Object.values(reception.frames).reduce((sum, count) => sum + count, 0);
  return { entered: true, frames, removed: outOf === DisconnectReason.PARTICIPANT_REMOVED };
}
