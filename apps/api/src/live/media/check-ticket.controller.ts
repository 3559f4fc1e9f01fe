import { Controller, HttpCode, Post } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { MediaTicket } from '@everexpo/contracts';
import { MediaServer, Permit, Returns } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';

/** Long enough for every check of one visit. */
const MINUTES = 3;

/** A ticket into a room of one's own, to try camera, microphone and network before a session. */
@Controller('media/check-ticket')
export class CheckTicketController {
  constructor(private readonly media: MediaServer) {}

  @Post()
  @HttpCode(200)
  @Permit(livePolicy.checkDevices)
  @Returns(MediaTicket)
  ticket(): Promise<MediaTicket> {
    const name = `check-${randomUUID()}`;
    return this.media.ticket({ room: name, identity: name, name: '', attributes: {}, canPublish: true }, MINUTES);
  }
}
