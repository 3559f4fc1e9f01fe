import type { StageTicket, StageWay } from '@everexpo/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { clientOf, guestCookie, type Client } from '../../../apps/api/src/testing/clients/client.ts';

/** The calls that a page of a session makes as one person or guest. */
export class SessionApi {
  private readonly client: Client;
  private readonly base: string;

  private constructor(client: Client, base: string) {
    this.client = client;
    this.base = base;
  }

  /** @throws Error when the API refuses a guest */
  static async of(url: string, sessionId: string, cookie: string | null): Promise<SessionApi> {
    return new SessionApi(clientOf(url, cookie ?? (await guestCookie(url))), `/api/sessions/${sessionId}`);
  }

  get cookie(): string {
    return this.client.cookie;
  }

  /** @throws Error with the problem when the API refuses */
  ask<T>(method: string, path: string, body?: object): Promise<T> {
    return this.client.ask(method, this.base + path, body);
  }

  /** A way to the stage, after the queue before it where there is one. */
  async ticket(): Promise<Exclude<StageWay, { seat: 'queue' }>> {
    let way = await this.ask<StageWay>('POST', '/stage/ticket', {});
    while (way.seat === 'queue') {
      await delay(Math.max(50, Date.parse(way.admitAt) - Date.now()));
      way = await this.ask<StageWay>('POST', '/stage/ticket', { identity: way.identity });
    }
    return way;
  }

  /** @throws Error for somebody who does not present in this session */
  async presenterTicket(): Promise<StageTicket> {
    const ticket = await this.ask<StageWay>('POST', '/stage/ticket', {});
    if (ticket.seat !== 'presenter') throw new Error(`no presenter of this session, but seated as ${ticket.seat}`);
    return ticket;
  }
}
