import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Home, type HomeSession, type Room, type SessionCard } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { agreementFigures } from '../../agreements/index.ts';
import { CurrentEdition, editionView, programmeFigures, sessionCards } from '../../expo/index.ts';
import { pitchesOn } from '../../live/index.ts';
import { Permit, Returns } from '../../platform/index.ts';
import { insightsPolicy } from '../insights.policy.ts';

const NEXT_SESSIONS = 8;

/** The front page: what the contexts below have to show today, and their figures. */
@ApiTags('home')
@Controller('home')
export class HomeController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The front page: what is on now and next, and the figures' })
  @Permit(insightsPolicy.readHome)
  @Header('cache-control', 'no-cache')
  @Returns(Home)
  async home(): Promise<Home> {
    const { manager } = this.dataSource;
    const edition = await this.editions.find();
    const now = new Date();
    const soon = new Date(now.getTime() - 30 * 60_000);
    const [live, next, programme, agreements, on] = await Promise.all([
      sessionCards(manager, { editionId: edition.id, state: 'live' }),
      sessionCards(manager, { editionId: edition.id, state: 'scheduled', from: soon, limit: NEXT_SESSIONS }),
      programmeFigures(manager, edition.id),
      agreementFigures(manager, edition.id),
      pitchesOn(manager, edition.id),
    ]);
    const withPitch = (session: SessionCard & { room: Room }): HomeSession => ({
      ...session,
      now: on.get(session.id) ?? null,
    });
    return {
      edition: editionView(edition),
      serverTime: now.toISOString(),
      live: live.map(withPitch),
      next: next.map(withPitch),
      figures: { ...programme, agreements: agreements.count, amountFen: agreements.amountFen },
    };
  }
}
