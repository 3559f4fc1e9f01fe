import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Realtime, rooms } from '../platform/index.ts';
import { unreadOf } from './notice-views.ts';

/** Tells all pages of a person that their notices were read or dismissed on one of them. */
@Injectable()
export class AnnounceNotices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
  ) {}

  async announce(personId: string): Promise<void> {
    const { unread } = await unreadOf(this.dataSource.manager, personId);
    this.realtime.emit(rooms.person(personId), 'notices:changed', { unread });
  }
}
