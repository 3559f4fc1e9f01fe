import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, type Agreement as AgreementView } from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import {
  CONFIG,
  CurrentCommand,
  notFound,
  Permit,
  ProblemError,
  ReturnsFile,
  sendFile,
  STORAGE,
  type Config,
  type PersonActor,
  type PersonCommand,
  type Storage,
} from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { verificationOf } from '../registry/verification-of.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { documentKey } from './document-key.ts';
import { drawCertificate } from './certificate/draw-certificate.ts';

@ApiTags('agreements')
@Controller('agreements/:id')
export class DocumentController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The exact bytes that are to be signed; once all have signed, the sealed document that begins with them. */
  @Get('document')
  @ApiOperation({ summary: 'The document to sign, or the sealed one' })
  @Permit(agreementsPolicy.read)
  @ReturnsFile('application/pdf', 'image/jpeg', 'image/png')
  async document(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.readable(id, command.actor);
    if (!view.documentSha256) throw new ProblemError('no_document');
    const { documentType } = await this.dataSource.manager.findOneByOrFail(Agreement, { id });
    const key = documentKey(view.sealedSha256 ?? view.documentSha256);
    const headers = {
      'content-type': documentType ?? 'application/octet-stream',
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="${view.number ?? id}"`,
    };
    await sendFile(reply, headers, () => this.storage.open(key));
  }

  @Get('certificate')
  @ApiOperation({ summary: "An agreement's certificate of registration" })
  @Permit(agreementsPolicy.read)
  @ReturnsFile('application/pdf')
  async certificate(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { number } = await this.readable(id, command.actor);
    if (!number) throw new ProblemError('not_registered');
    const verification = await verificationOf(this.dataSource.manager, number);
    if (!verification) throw notFound('agreement');
    const { href: verifyUrl } = new URL(`/verify/${number}`, this.config.PUBLIC_URL);
    const pdf = await drawCertificate({ verification, verifyUrl }, command.actor.id);
    await reply
      .header('content-type', 'application/pdf')
      .header('cache-control', 'private, no-cache')
      .header('content-disposition', `inline; filename="${number}.pdf"`)
      .send(pdf);
  }

  private async readable(id: string, reader: PersonActor): Promise<AgreementView> {
    const view = await agreementFor(this.dataSource.manager, id, reader);
    if (!view) throw notFound('agreement');
    return view;
  }
}
