import { Controller, Get, Header, Param } from '@nestjs/common';
import { Id, SessionDetail } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { notFound, Permit, Returns } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { runningOrder } from '../queries/running-order.ts';
import { sessionCards } from '../queries/session-cards.ts';

@Controller('sessions')
export class SessionController {
  constructor(private readonly dataSource: DataSource) {}

  @Get(':id')
  @Permit(expoPolicy.readSession)
  @Header('cache-control', 'no-cache')
  @Returns(SessionDetail)
  async session(@Param('id', { schema: Id }) id: string): Promise<SessionDetail> {
    const { manager } = this.dataSource;
    const [[card], order, [edition]] = await Promise.all([
      sessionCards(manager, { id, limit: 1 }),
      runningOrder(manager, id),
      manager.query<{ editionId: string; timeZone: string }[]>(
        `SELECT e.id AS "editionId", e.time_zone AS "timeZone" FROM session s JOIN edition e ON e.id = s.edition_id WHERE s.id = $1`,
        [id],
      ),
    ]);
    if (!card || !edition) throw notFound('session');
    return { ...card, ...edition, runningOrder: order };
  }
}
