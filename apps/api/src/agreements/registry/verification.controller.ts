import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { LedgerPage, LedgerQuery, Verification } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { notFound, Permit, Returns } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { ledgerPage } from './ledger-lines.ts';
import { verificationOf } from './verification-of.ts';

const AgreementNumber = z.string().regex(/^[A-Z]{1,8}-\d{4}-\d{4,8}$/, 'must look like KC-2026-0001');
const EditionCode = z.string().regex(/^[A-Z]{1,8}-\d{4}$/, 'must look like KC-2026');

/** What anybody may check: nothing here shows a term that the parties keep to themselves. */
@Controller()
export class VerificationController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('verify/:number')
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(Verification)
  async verify(@Param('number', { schema: AgreementNumber }) number: string): Promise<Verification> {
    const verification = await verificationOf(this.dataSource.manager, number);
    if (!verification) throw notFound('agreement number');
    return verification;
  }

  @Get('ledger/:edition')
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(LedgerPage)
  async ledger(@Param('edition', { schema: EditionCode }) code: string, @Query({ schema: LedgerQuery }) query: LedgerQuery): Promise<LedgerPage> {
    const page = await ledgerPage(this.dataSource.manager, code, query);
    if (!page) throw notFound('edition');
    return page;
  }
}
