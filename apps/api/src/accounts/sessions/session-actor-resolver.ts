import cookie from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import { PageLanguage, type Role } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { type Actor, type ActorResolver, all, type Config, CONFIG, type Sender } from '../../platform/index.ts';
import { senderOfCookies } from './cookie-sender.ts';
import { GUEST_COOKIE, readGuestTicket } from './guest-ticket.ts';
import { Sessions } from './sessions.ts';

const SESSION_COOKIE = 'everexpo.session_token';

/** Finds the person or guest behind the request's cookies. */
@Injectable()
export class SessionActorResolver implements ActorResolver {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
    private readonly dataSource: DataSource,
  ) {}

  senderOf(cookies = ''): Sender | null {
    return senderOfCookies(cookies, this.config.AUTH_SECRET);
  }

  async resolve(headers: Headers): Promise<Actor> {
    // A socket's handshake has no reply, and its headers alone: parsed here for both.
    const header = headers.get('cookie') ?? '';
    if (header.includes(SESSION_COOKIE)) {
      const person = await this.person(headers);
      if (person) return person;
    }
    return this.guest(header) ?? { kind: 'public' };
  }

  private async person(headers: Headers): Promise<Actor | null> {
    const found = await (await this.sessions.api()).getSession({ headers });
    if (!found) return null;
    const { user, session } = found;
    const rows = await all<{ role: Role }>(this.dataSource)`SELECT role FROM person_role WHERE person_id = ${user.id}`;
    return {
      kind: 'person',
      id: user.id,
      name: user.name,
      nameEn: user.nameEn ?? '',
      email: user.email,
      organisationId: user.organisationId ?? null,
      language: PageLanguage.nullable().parse(user.language ?? null),
      roles: new Set(rows.map((row) => row.role)),
      signInId: session.id,
      sessionExpiresAt: new Date(session.expiresAt),
    };
  }

  private guest(header: string): Actor | null {
    const value = cookie.parse(header)[GUEST_COOKIE];
    const ticket = value ? readGuestTicket(value, this.config.AUTH_SECRET) : null;
    return ticket ? { kind: 'guest', id: ticket.id, sessionExpiresAt: ticket.expiresAt } : null;
  }
}
