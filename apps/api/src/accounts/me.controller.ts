import { Controller, Get, Header, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { Me } from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { type Actor, type Config, CONFIG, CurrentActor, one, Permit, Returns } from '../platform/index.ts';
import { accountsPolicy } from './accounts.policy.ts';
import { setCookie } from './cookies.ts';
import { GUEST_COOKIE, GUEST_SECONDS, issueGuestTicket } from './guest-ticket.ts';
import { organisationOf } from './queries/organisation-of.ts';

@Controller()
export class MeController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly dataSource: DataSource,
  ) {}

  @Get('me')
  @Permit(accountsPolicy.readMe)
  @Header('cache-control', 'no-store')
  @Returns(Me)
  async me(@CurrentActor() actor: Actor): Promise<Me> {
    const { demo } = await one<{ demo: boolean }>(this.dataSource)`
      SELECT EXISTS (SELECT 1 FROM person WHERE demo) AS demo
    `;
    const common = { liveVideo: this.config.livekit !== null, demo };
    if (actor.kind !== 'person') return { person: null, ...common };
    const { id, name, nameEn, email, roles } = actor;
    return {
      person: {
        id,
        name,
        nameEn,
        email,
        roles: [...roles].sort(),
        organisation: await organisationOf(this.dataSource, actor.organisationId),
      },
      ...common,
    };
  }

  /** Gives a public viewer the short session that the live socket asks for. */
  @Post('guest')
  @HttpCode(204)
  @Permit(accountsPolicy.watchAsGuest)
  guest(@CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): void {
    if (actor.kind !== 'public') return;
    const { value } = issueGuestTicket(this.config.AUTH_SECRET);
    const cookie = { name: GUEST_COOKIE, value, path: '/api', seconds: GUEST_SECONDS };
    void reply.header('set-cookie', setCookie(this.config, cookie));
  }
}
