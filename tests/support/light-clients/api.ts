import type { StageTicket, StageWay } from '@everexpo/contracts';
import { setTimeout as delay } from 'node:timers/promises';

/** The calls that a page of a session makes as one person or guest. */
export class SessionApi {
  readonly cookie: string;
  private readonly base: string;

  private constructor(base: string, cookie: string) {
    this.base = base;
    this.cookie = cookie;
  }

  /** @throws Error when the API refuses a guest */
  static async of(url: string, sessionId: string, cookie: string | null): Promise<SessionApi> {
    return new SessionApi(`${url}/api/sessions/${sessionId}`, cookie ?? (await guestCookie(url)));
  }

  /** @throws Error with the problem when the API refuses */
  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(this.base + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
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

async function guestCookie(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/guest`, { method: 'POST' });
  if (!answer.ok) throw new Error(`POST /api/guest: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
