import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Metrics, OnEvent, Realtime, rooms } from '../platform/index.ts';
import { agreementChanged, agreementRegistered } from './agreements.events.ts';
import { wallSlip, wallTotals } from './wall/wall-views.ts';

interface Changed {
  id: string;
  state: 'draft' | 'ready' | 'partly_signed' | 'registered';
  version: number;
  meetingId: string | null;
  people: string[] | null;
}

@Injectable()
export class AnnounceAgreements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
    private readonly metrics: Metrics,
  ) {}

  /** Tells the parties alone. */
  @OnEvent(agreementChanged, 'agreements.announce-change')
  async changed({ agreementId }: { agreementId: string }): Promise<void> {
    const [row] = await this.dataSource.query<Changed[]>(
      `SELECT id, state, version, meeting_id AS "meetingId",
              (SELECT array_agg(person_id) FROM agreement_party p WHERE p.agreement_id = a.id AND person_id IS NOT NULL) AS people
         FROM agreement a WHERE id = $1`,
      [agreementId],
    );
    if (!row?.people) return;
    const { people, ...change } = row;
    this.realtime.emit(people.map(rooms.person), 'agreement:changed', change);
  }

  /** Puts the new slip on every signing wall. */
  @OnEvent(agreementRegistered, 'agreements.announce-registration')
  async registered({ editionId, number }: { editionId: string; number: string }): Promise<void> {
    const [shown, totals] = await Promise.all([wallSlip(this.dataSource.manager, number), wallTotals(this.dataSource.manager, editionId)]);
    if (!shown) return;
    this.metrics.registrations.inc();
    this.realtime.emit(rooms.edition(editionId), 'wall:registered', { slip: shown.slip, ...totals });
  }
}
