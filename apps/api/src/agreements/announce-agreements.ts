import { Injectable } from '@nestjs/common';
import type { Agreement } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { all, maybeOne, Metrics, OnEvent, Realtime, rooms } from '../platform/index.ts';
import { agreementChanged, agreementRegistered, ceremonyChanged, deskChanged } from './agreements.events.ts';
import { ceremonyOf, screenOf } from './ceremony/ceremony-views.ts';
import { wallSlip, wallTotals } from './wall/wall-views.ts';

interface Changed extends Pick<Agreement, 'id' | 'state' | 'version' | 'meetingId'> {
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
    const row = await maybeOne<Changed>(this.dataSource)`
      SELECT id, state, version, meeting_id AS "meetingId",
        (SELECT array_agg(person_id) FROM agreement_party p
          WHERE p.agreement_id = a.id AND person_id IS NOT NULL) AS people
      FROM agreement a WHERE id = ${agreementId}
    `;
    if (!row?.people) return;
    const { people, ...change } = row;
    this.realtime.emit(people.map(rooms.person), 'agreement:changed', change);
  }

  /** Puts the new slip on every signing wall. */
  @OnEvent(agreementRegistered, 'agreements.announce-registration')
  async registered({ editionId, number }: { editionId: string; number: string }): Promise<void> {
    const [shown, totals] = await Promise.all([
      wallSlip(this.dataSource.manager, number),
      wallTotals(this.dataSource.manager, editionId),
    ]);
    if (!shown) return;
    this.metrics.registrations.inc();
    this.realtime.emit(rooms.edition(editionId), 'wall:registered', { slip: shown.slip, totals });
  }

  /** Tells the deal desk's people that an entry is new or has been checked. */
  @OnEvent(deskChanged, 'agreements.announce-desk')
  async desk({ agreementId }: { agreementId: string }): Promise<void> {
    const staff = await all<{ id: string }>(this.dataSource)`
      SELECT person_id AS id FROM accounts_role WHERE role = 'staff'
    `;
    this.realtime.emit(
      staff.map(({ id }) => rooms.person(id)),
      'desk:changed',
      { id: agreementId },
    );
  }

  /** Shows every big screen what it shows now. */
  @OnEvent(ceremonyChanged, 'agreements.announce-ceremony')
  async ceremony({ editionId }: { editionId: string }): Promise<void> {
    const { manager } = this.dataSource;
    const { revision } = await ceremonyOf(manager, editionId);
    this.realtime.emit(rooms.edition(editionId), 'wall:screen', await screenOf(manager, editionId));
    this.realtime.emit(rooms.edition(editionId), 'ceremony:changed', { editionId, revision });
  }
}
