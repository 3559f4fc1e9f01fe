import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { MediaServer, Permit } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { RecordPresence } from './record-presence.ts';

/** LiveKit's webhooks. The signature covers the exact bytes, so the body arrives as text. */
@ApiExcludeController()
@Controller('media/report')
export class MediaWebhookController {
  constructor(
    private readonly media: MediaServer,
    private readonly presence: RecordPresence,
  ) {}

  @Post()
  @HttpCode(204)
  @Permit(livePolicy.receiveMediaWebhook)
  async receive(
    @Req() request: FastifyRequest,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<void> {
    const body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body);
    await this.presence.run(await this.media.readWebhook(body, authorization), request.id);
  }
}
