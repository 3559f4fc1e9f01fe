import { Controller, Get, Header } from '@nestjs/common';
import { Home, type HomeSession, type Room, type SessionCard } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { Permit, Returns } from '../../platform/index.ts';
import { CurrentEdition, editionView } from '../editions/current-edition.ts';
import { expoPolicy } from '../expo.policy.ts';
import { editionFigures } from '../queries/edition-figures.ts';
import { pitchesOn } from '../queries/pitches-on.ts';
import { sessionCards } from '../queries/session-cards.ts';

const NEXT_SESSIONS = 8;

@Controller('home')
export class HomeController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  @Get()
  @Permit(expoPolicy.readHome)
  @Header('cache-control', 'no-cache')
  @Returns(Home)
  async home(): Promise<Home> {
    const { manager } = this.dataSource;
    const edition = await this.editions.find();
    const now = new Date();
    const soon = new Date(now.getTime() - 30 * 60_000);
    const [live, next, figures, on] = await Promise.all([
      sessionCards(manager, { editionId: edition.id, state: 'live' }),
      sessionCards(manager, { editionId: edition.id, state: 'scheduled', from: soon, limit: NEXT_SESSIONS }),
      editionFigures(manager, edition.id),
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
      figures,
    };
  }
}
