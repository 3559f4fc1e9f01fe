import { Body, Controller, Get, Header, HttpCode, Inject, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChosenLanguage, Me, type Organiser } from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import {
  type Actor,
  type Config,
  CONFIG,
  CurrentActor,
  CurrentCommand,
  one,
  Permit,
  type PersonCommand,
  Returns,
} from '../platform/index.ts';
import { accountsPolicy } from './accounts.policy.ts';
import { ChooseLanguage } from './choose-language.ts';
import { cookieOptions } from './sessions/cookies.ts';
import { GUEST_COOKIE, GUEST_SECONDS, issueGuestTicket } from './sessions/guest-ticket.ts';
import { organisationOf } from './queries/organisation-of.ts';

@ApiTags('accounts')
@Controller()
export class MeController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly dataSource: DataSource,
    private readonly languages: ChooseLanguage,
  ) {}

  @Get('me')
  @ApiOperation({ summary: 'The signed-in person, if any, and what this installation offers' })
  @Permit(accountsPolicy.readMe)
  @Header('cache-control', 'no-store')
  @Returns(Me)
  async me(@CurrentActor() actor: Actor): Promise<Me> {
    const { demo } = await one<{ demo: boolean }>(this.dataSource)`
      SELECT EXISTS (SELECT 1 FROM person WHERE demo) AS demo
    `;
    const common = { liveVideo: this.config.livekit !== null, demo, organiser: organiserOf(this.config) };
    if (actor.kind !== 'person') return { person: null, ...common };
    const { id, name, nameEn, email, roles, language } = actor;
    return {
      person: {
        id,
        name,
        nameEn,
        email,
        roles: [...roles].sort(),
        organisation: await organisationOf(this.dataSource, actor.organisationId),
        language,
      },
      ...common,
    };
  }

  @Put('me/language')
  @ApiOperation({ summary: 'Choose the language that goes with the account' })
  @HttpCode(204)
  @Permit(accountsPolicy.chooseLanguage)
  async chooseLanguage(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: ChosenLanguage }) chosen: ChosenLanguage,
  ): Promise<void> {
    await this.languages.run(command, chosen);
  }

  /** Gives a public viewer the short session that the live socket asks for. */
  @Post('guest')
  @ApiOperation({ summary: 'Start a guest session, which public viewers need for the socket' })
  @HttpCode(204)
  @Permit(accountsPolicy.watchAsGuest)
  guest(@CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): void {
    if (actor.kind !== 'public') return;
    const { value } = issueGuestTicket(this.config.AUTH_SECRET);
    void reply.setCookie(GUEST_COOKIE, value, cookieOptions(this.config, '/api', GUEST_SECONDS));
  }
}

function organiserOf(config: Config): Organiser {
  return {
    nameZh: config.ORGANISER_ZH ?? null,
    nameEn: config.ORGANISER_EN ?? null,
    email: config.ORGANISER_EMAIL ?? null,
    phone: config.ORGANISER_PHONE ?? null,
    filingNumber: config.FILING_NUMBER ?? null,
  };
}
