import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MediaServer } from '../../../platform/index.ts';
import { presenterIdentity, stageRoom } from '../../media/names.ts';
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

  /**
   * Of several that run for one person at once, on whatever node, an order from an older look may reach the media
   * server last: so each looks again after its order, until it has ordered what holds.
   */
  async run(sessionId: string, personId: string): Promise<void> {
    let ordered: boolean | null = null;
    for (;;) {
      const [row] = await presenters(this.dataSource.manager, sessionId, personId);
      if (!row || row.onStage === ordered) return;
      const { guestIdentity, name, nameEn, onStage } = row;
      const attributes = onStage ? { seat: 'guest', name, nameEn } : IN_AUDIENCE;
      const shown = guestIdentity === null ? undefined : { attributes };
      await this.media.setPublishing(
        stageRoom(sessionId),
        guestIdentity ?? presenterIdentity(personId),
        onStage,
        shown,
      );
      ordered = onStage;
    }
  }
}
