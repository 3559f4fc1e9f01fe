import { Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, MeetingFile } from '@everexpo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Consumes,
  CurrentCommand,
  Permit,
  readNamedFile,
  Returns,
  ReturnsFile,
  sendFile,
  type PersonCommand,
} from '../../platform/index.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { MeetingFiles } from './meeting-files.ts';

/** The files of a meeting. */
@ApiTags('meetings')
@Controller('meetings')
export class MeetingFilesController {
  constructor(private readonly files: MeetingFiles) {}

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
}
