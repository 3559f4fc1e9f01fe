import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import { MediaTicket } from '@everexpo/contracts';
import { MediaServer, Permit, Returns } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';

/** Long enough for every check of one visit. */
const MINUTES = 3;

/** A ticket into a room of one's own, to try camera, microphone and network before a session. */
@ApiTags('stage')
@Controller('media/check-ticket')
export class CheckTicketController {
  constructor(private readonly media: MediaServer) {}

  @Post()
  @ApiOperation({ summary: 'A ticket for the check of camera, microphone and network' })
  @HttpCode(200)
  @Permit(livePolicy.checkDevices)
  @Returns(MediaTicket)
  ticket(): Promise<MediaTicket> {
    const name = `check-${randomUUID()}`;
    return this.media.ticket({ room: name, identity: name, name: '', attributes: {}, canPublish: true }, MINUTES);
  }
}
