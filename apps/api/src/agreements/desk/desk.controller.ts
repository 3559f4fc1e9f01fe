import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AgreementCommand,
  AgreementWithReason,
  DeskEntry,
  DeskImportReport,
  DeskPage,
  DeskQuery,
  Id,
  ImportTableQuery,
  LogPaperAgreement as LogPaperAgreementBody,
  PartyNames,
  PartyQuery,
  SimilarEntries,
  SimilarQuery,
} from '@everexpo/contracts';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentEdition } from '../../expo/index.ts';
import {
  Consumes,
  CurrentCommand,
  fieldError,
  Idempotent,
  invalid,
  Permit,
  parseOrThrow,
  Returns,
  type PersonCommand,
} from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { CheckEntry } from './check-entry.ts';
import { deskPage, partyNames } from './desk-views.ts';
import { ImportPapers, MAX_ROWS } from './import-papers.ts';
import { LogPaperAgreement } from './log-paper-agreement.ts';
import { readUpload } from './scans/read-upload.ts';
import { ScanTray } from './scans/scan-tray.ts';
import { similarEntries } from './duplicates/similar-entries.ts';

@ApiTags('paper desk')
@Controller('agreements/paper')
export class DeskController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
    private readonly logPaper: LogPaperAgreement,
    private readonly checkEntry: CheckEntry,
    private readonly importPapers: ImportPapers,
  ) {}

  /** Multipart: `form` is the JSON of the contract, `scan` the file. */
  @Post()
  @ApiOperation({ summary: 'Log an agreement that was signed on paper, with its scan' })
  @Idempotent()
  @Permit(agreementsPolicy.workDesk)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['form', 'scan'],
      properties: { form: { type: 'string' }, scan: { type: 'string', format: 'binary' } },
    },
  })
  @Returns(DeskEntry, 201)
  async log(@CurrentCommand() command: PersonCommand, @Req() request: FastifyRequest): Promise<DeskEntry> {
    let scan: Buffer | null = null;
    const fields = await readUpload(request, { fields: ['form'], files: ['scan'] }, async ({ bytes }) => {
      scan = bytes;
      return Promise.resolve();
    });
    const form = parseOrThrow(LogPaperAgreementBody, parseJson(fields.form));
    if (!scan || (scan as Buffer).length === 0) throw invalid(fieldError('/scan', 'required.scan'));
    return this.logPaper.run(command, form, scan);
  }

  /** Multipart: `table` is the XLSX or CSV, each `scan` a file that a row names. */
  @Post('import')
  @ApiOperation({ summary: 'Import paper agreements from a workbook or CSV file' })
  @HttpCode(200)
  @Permit(agreementsPolicy.workDesk)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['table'],
      properties: {
        table: { type: 'string', format: 'binary' },
        scan: { type: 'array', items: { type: 'string', format: 'binary' } },
      },
    },
  })
  @Returns(DeskImportReport)
  async import(
    @CurrentCommand() command: PersonCommand,
    @Query({ schema: ImportTableQuery }) query: ImportTableQuery,
    @Req() request: FastifyRequest,
  ): Promise<DeskImportReport> {
    let table: Buffer | null = null;
    const scans = await ScanTray.open();
    try {
      await readUpload(request, { fields: [], files: ['table', 'scan'], most: MAX_ROWS + 1 }, async (file) => {
        if (file.field === 'table') table = file.bytes;
        else await scans.take(file);
      });
      if (!table) throw invalid(fieldError('/table', 'required.table'));
      return await this.importPapers.run(command, table, scans, query);
    } finally {
      await scans.clear();
    }
  }

  @Get()
  @ApiOperation({ summary: 'Paper agreements, newest first' })
  @Permit(agreementsPolicy.workDesk)
  @Header('cache-control', 'no-store')
  @Returns(DeskPage)
  async list(@Query({ schema: DeskQuery }) query: z.infer<typeof DeskQuery>): Promise<DeskPage> {
    return deskPage(this.dataSource.manager, (await this.editions.find()).id, query);
  }

  @Get('parties')
  @ApiOperation({ summary: 'Search names of parties' })
  @Permit(agreementsPolicy.workDesk)
  @Returns(PartyNames)
  parties(@Query({ schema: PartyQuery }) { q }: z.infer<typeof PartyQuery>): Promise<PartyNames> {
    return partyNames(this.dataSource.manager, q);
  }

  @Get('similar')
  @ApiOperation({ summary: 'Entries that may be the same agreement' })
  @Permit(agreementsPolicy.workDesk)
  @Header('cache-control', 'no-store')
  @Returns(SimilarEntries)
  async similar(@Query({ schema: SimilarQuery }) query: z.infer<typeof SimilarQuery>): Promise<SimilarEntries> {
    return {
      items: await similarEntries(this.dataSource.manager, { editionId: (await this.editions.find()).id, ...query }),
    };
  }

  @Post(':id/verify')
  @ApiOperation({ summary: 'Verify a paper agreement as a second person, which registers it' })
  @HttpCode(200)
  @Idempotent()
  @Permit(agreementsPolicy.workDesk)
  @Returns(DeskEntry)
  verify(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementCommand }) { version }: AgreementCommand,
  ) {
    return this.checkEntry.verify(command, id, version);
  }

  @Post(':id/return')
  @ApiOperation({ summary: 'Return a paper agreement for correction' })
  @HttpCode(200)
  @Permit(agreementsPolicy.workDesk)
  @Returns(DeskEntry)
  sendBack(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementWithReason }) { version, reason }: AgreementWithReason,
  ) {
    return this.checkEntry.sendBack(command, id, version, reason);
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw invalid(fieldError('/form', 'json'));
  }
}
