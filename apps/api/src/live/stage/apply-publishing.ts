import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MediaServer } from '../../platform/index.ts';
import { presenterIdentity, stageRoom } from '../media/names.ts';
import { presenters } from './presenters.ts';

/** One of the audience is nameless to others; an empty value takes an attribute away, as an empty name would not. */
const IN_AUDIENCE = { seat: 'viewer', name: '', nameEn: '' };

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
    const shown = guestIdentity === null ? undefined : { attributes: onStage ? { seat: 'guest', name, nameEn } : IN_AUDIENCE };
    await this.media.setPublishing(stageRoom(sessionId), guestIdentity ?? presenterIdentity(personId), onStage, shown);
  }
}
