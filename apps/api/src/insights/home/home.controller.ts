import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Home, type HomeSession, type Room, type SessionCard } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { agreementFigures, newestSlips } from '../../agreements/index.ts';
import {
  CurrentEdition,
  editionPhase,
  editionView,
  programmeFigures,
  projectOfEachField,
  sessionCards,
} from '../../expo/index.ts';
import { pitchesOn } from '../../live/index.ts';
import { Permit, Returns } from '../../platform/index.ts';
import { insightsPolicy } from '../insights.policy.ts';

const NEXT_SESSIONS = 8;
const NEWEST_AGREEMENTS = 4;

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
    const { phase, opensAt } = await editionPhase(manager, edition.id, now);
    const [live, next, projects, newest, programme, agreements, on] = await Promise.all([
      sessionCards(manager, { editionId: edition.id, state: 'live' }),
      sessionCards(manager, { editionId: edition.id, state: 'scheduled', from: soon, limit: NEXT_SESSIONS }),
      projectOfEachField(manager, edition.id, phase),
      newestSlips(manager, edition.id, NEWEST_AGREEMENTS),
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
      phase,
      opensAt: opensAt?.toISOString() ?? null,
      live: live.map(withPitch),
      next: next.map(withPitch),
      projects,
      newest,
      figures: { ...programme, agreements: agreements.count, amountFen: agreements.amountFen },
    };
  }
}
