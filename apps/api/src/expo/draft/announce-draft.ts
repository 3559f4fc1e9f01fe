import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OnEvent, Realtime, rooms } from '../../platform/index.ts';
import { draftChanged } from './draft.events.ts';
import { draftSessions } from './draft-sessions.ts';

/** Tells every page in the workspace what has changed. */
@Injectable()
export class AnnounceDraft {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(draftChanged, 'expo.announce-draft')
  async announce({
    editionId,
    sessionIds,
    revision,
    by,
    page,
  }: {
    editionId: string;
    sessionIds: string[];
    revision: number;
    by: string;
    page: string | null;
  }): Promise<void> {
    const sessions = await draftSessions(this.dataSource.manager, editionId, sessionIds);
    this.realtime.emit(rooms.draft(editionId), 'draft:changed', { editionId, revision, by, page, sessions });
  }
}
