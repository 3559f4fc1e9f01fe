import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, integerInAddress, MeetingFile, SendSideMessage, SheetHistory, SideMessage } from '@everexpo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  Consumes,
  CurrentCommand,
  Idempotent,
  notFound,
  Permit,
  readNamedFile,
  Returns,
  ReturnsFile,
  sendFile,
  type PersonCommand,
} from '../../platform/index.ts';
import { MeetingFiles } from '../files/meeting-files.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { SideChannel } from '../side-channel/side-channel.ts';
import { sheetHistory } from './sheet-store.ts';

const AfterQuery = z.strictObject({ after: integerInAddress(0, Number.MAX_SAFE_INTEGER).default(0) });

/** What lies on the table of a meeting: the sheet's history, files, each side's own channel. */
@ApiTags('meetings')
@Controller('meetings')
export class RoomController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: MeetingFiles,
    private readonly sideChannel: SideChannel,
  ) {}

  @Get(':id/sheet')
  @ApiOperation({ summary: "The changes of a meeting's term sheet after a number" })
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(SheetHistory)
  async sheet(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: AfterQuery }) { after }: z.infer<typeof AfterQuery>,
  ): Promise<SheetHistory> {
    if (!(await meetingFor(this.dataSource.manager, id, command.actor.id))) throw notFound('meeting');
    return sheetHistory(this.dataSource.manager, id, after);
  }

  @Get(':id/files')
  @ApiOperation({ summary: 'The files of a meeting' })
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(z.array(MeetingFile))
  listFiles(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<MeetingFile[]> {
    return this.files.list(command.actor.id, id);
  }

  /** Multipart: `file`. */
  @Post(':id/files')
  @ApiOperation({ summary: 'Add a file to a meeting' })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @Returns(z.array(MeetingFile))
  async addFile(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<MeetingFile[]> {
    return this.files.add(command, id, () => readNamedFile(request, 'file'));
  }

  @Get('files/:file')
  @ApiOperation({ summary: 'A file of a meeting' })
  @Permit(negotiationPolicy.enterMeeting)
  @ReturnsFile('application/octet-stream')
  async readFile(
    @CurrentCommand() command: PersonCommand,
    @Param('file', { schema: Id }) file: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name, open } = await this.files.read(command.actor.id, file);
    // Whatever it is, it is saved and never shown as a page of ours.
    const headers = {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    };
    await sendFile(reply, headers, open);
  }

  @Get(':id/side')
  @ApiOperation({ summary: "The private messages of one's side of a meeting" })
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(z.array(SideMessage))
  side(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<SideMessage[]> {
    return this.sideChannel.list(command, id);
  }

  @Post(':id/side')
  @ApiOperation({ summary: "Send a private message to one's side of a meeting" })
  @Idempotent()
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(SideMessage, 201)
  sendSideMessage(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SendSideMessage }) { body }: SendSideMessage,
  ): Promise<SideMessage> {
    return this.sideChannel.send(command, id, body);
  }
}
