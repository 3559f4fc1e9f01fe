import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MediaServer } from '../../platform/index.ts';
import { presenterIdentity, stageRoom } from '../media/names.ts';
import { presenters } from './presenters.ts';

/** Makes the media server agree with the stage about who may publish; as often as one likes. */
@Injectable()
export class ApplyPublishing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
  ) {}

  async run(sessionId: string, personId: string): Promise<void> {
    const [row] = await presenters(this.dataSource.manager, sessionId, personId);
    if (!row) return;
    const { guestIdentity, name, nameEn, onStage } = row;
    const shown = guestIdentity === null ? undefined : { name, attributes: { seat: 'guest', nameEn } };
    await this.media.setPublishing(stageRoom(sessionId), guestIdentity ?? presenterIdentity(personId), onStage, shown);
  }
}
