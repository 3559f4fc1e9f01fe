import { Controller, Get, Header, Param } from '@nestjs/common';
import { Id, SessionDetail } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { notFound, Permit, Returns } from '../../platform/index.ts';
import { CurrentEdition } from '../editions/current-edition.ts';
import { expoPolicy } from '../expo.policy.ts';
import { runningOrder } from '../queries/running-order.ts';
import { sessionCards } from '../queries/session-cards.ts';

@Controller('sessions')
export class SessionController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  @Get(':id')
  @Permit(expoPolicy.readSession)
  @Header('cache-control', 'no-cache')
  @Returns(SessionDetail)
  async session(@Param('id', { schema: Id }) id: string): Promise<SessionDetail> {
    const { manager } = this.dataSource;
    const [[card], order, edition] = await Promise.all([
      sessionCards(manager, { id, limit: 1 }),
      runningOrder(manager, id),
      this.editions.find(),
    ]);
    if (!card) throw notFound('session');
    return { ...card, editionId: edition.id, timeZone: edition.timeZone, runningOrder: order };
  }
}
