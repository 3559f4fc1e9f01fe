import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EncoderInput, EncoderWay, HallCheckIn, Id, PageRequest, StageTicket } from '@everexpo/contracts';
import {
  CONFIG,
  CurrentCommand,
  MediaServer,
  Permit,
  Returns,
  ReturnsFile,
  Uncompressed,
  type Config,
  type PersonCommand,
} from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { JoinStage } from '../stage/join-stage.ts';
import { CheckInAtHall } from './check-in-at-hall.ts';
import { hallCode } from './hall-code.ts';

/** The hall of a session on site: its picture and sound on the stage, and who is there. */
@ApiTags('stage')
@Controller('sessions/:id/hall')
export class HallController {
  constructor(
    private readonly joinStage: JoinStage,
    private readonly checkInAtHall: CheckInAtHall,
    private readonly media: MediaServer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('ticket')
  @ApiOperation({ summary: "The hall's way into the media room" })
  @HttpCode(200)
  @Permit(livePolicy.feedHall)
  @Returns(StageTicket)
  ticket(
    @CurrentCommand() { actor }: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PageRequest.prefault({}) }) request: PageRequest,
  ): Promise<StageTicket> {
    return this.joinStage.hall(actor, id, request);
  }

  /** Where a hardware or software encoder sends to, instead of a browser in the hall. */
  @Post('encoder')
  @ApiOperation({ summary: 'Where an encoder in the hall sends to' })
  @HttpCode(200)
  @Permit(livePolicy.feedHall)
  @Returns(EncoderInput)
  async encoder(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: EncoderWay }) { way }: EncoderWay,
  ): Promise<EncoderInput> {
    return this.media.encoderInput(way, await this.joinStage.hallSeat(id));
  }

  /** The QR code to be shown in the hall, as SVG; another one each minute. */
  @Get('code.svg')
  @ApiOperation({ summary: 'The QR code for check-in in the hall' })
  @Uncompressed()
  @Permit(livePolicy.feedHall)
  @ReturnsFile('image/svg+xml')
  @Header('content-type', 'image/svg+xml')
  @Header('cache-control', 'no-store')
  async code(@Param('id', { schema: Id }) id: string): Promise<string> {
    const address = new URL(`/sessions/${id}/check-in/${hallCode(this.config.AUTH_SECRET, id)}`, this.config.PUBLIC_URL)
      .href;
    const { default: QRCode } = await import('qrcode');
    return QRCode.toString(address, { type: 'svg', margin: 2 });
  }

  @Post('check-ins')
  @ApiOperation({ summary: 'Check in to the hall with its code' })
  @HttpCode(204)
  @Permit(livePolicy.checkInAtHall)
  checkIn(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: HallCheckIn }) { code }: HallCheckIn,
  ): Promise<void> {
    return this.checkInAtHall.run(command, id, code);
  }
}
