import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, integerInAddress } from '@everexpo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Consumes,
  CurrentActor,
  CurrentCommand,
  Permit,
  readSingleFile,
  Returns,
  ReturnsFile,
  sendFile,
  type Actor,
  type PersonCommand,
} from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { AttachDeck } from './attach-deck.ts';

const Page = integerInAddress(1, 1000);

/** A project's deck as it was uploaded, and its pages as pictures. */
@ApiTags('projects')
@Controller('projects/:id/deck')
export class DeckController {
  constructor(private readonly attachDeck: AttachDeck) {}

  /** Multipart with one part `deck`, a PDF. */
  @Post()
  @ApiOperation({ summary: 'Attach a deck (PDF) to a project' })
  @Permit(expoPolicy.submit)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['deck'], properties: { deck: { type: 'string', format: 'binary' } } },
  })
  @Returns(z.object({ sha256: z.string(), pages: z.int() }), 201)
  async attach(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<{ sha256: string; pages: number }> {
    return this.attachDeck.run(command, id, () => readSingleFile(request, 'deck'));
  }

  @Get()
  @ApiOperation({ summary: "A project's deck" })
  @Permit(expoPolicy.readDeck)
  @ReturnsFile('application/pdf')
  async read(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const open = await this.attachDeck.read(command, id);
    const headers = {
      'content-type': 'application/pdf',
      'cache-control': 'private, no-cache',
      'content-disposition': 'inline; filename="deck.pdf"',
    };
    await sendFile(reply, headers, open);
  }

  /** One page as WebP; pages add the deck's version to the address, so that what is shown may be kept by any cache. */
  @Get('pages/:page')
  @ApiOperation({ summary: "One page of a project's deck as an image" })
  @Permit(expoPolicy.readDeckPage)
  @ReturnsFile('image/webp')
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Param('page', { schema: Page }) page: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { picture, shown } = await this.attachDeck.readPage(actor, id, page);
    await reply
      .header('content-type', 'image/webp')
      .header('cache-control', shown ? 'public, max-age=86400' : 'private, max-age=300')
      .send(picture);
  }
}
