import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Checkpoint,
  ConsistencyProof,
  EntryProof,
  LedgerPage,
  LedgerQuery,
  Sha256,
  Verification,
  integerInAddress,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { notFound, Permit, Returns } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { ledgerLine, ledgerPage, numberOfDocument } from './ledger/ledger-lines.ts';
import { checkpointOf, consistencySince, entryProof } from './ledger/ledger-proofs.ts';
import { verificationOf } from './verification-of.ts';

const AgreementNumber = z.string().regex(/^[A-Z]{1,8}-\d{4}-\d{4,8}$/, 'must look like KC-2026-0001');
const SinceQuery = z.strictObject({ size: integerInAddress(1) });
export const EditionCode = z.string().regex(/^[A-Z]{1,8}-\d{4}$/, 'must look like KC-2026');

/** What anybody may check: nothing here shows a term that the parties keep to themselves. */
@ApiTags('register')
@Controller()
export class VerificationController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('verify/:number')
  @ApiOperation({ summary: 'Verify an agreement by its number' })
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(Verification)
  async verify(@Param('number', { schema: AgreementNumber }) number: string): Promise<Verification> {
    const verification = await verificationOf(this.dataSource.manager, number);
    if (!verification) throw notFound('agreement_number');
    return verification;
  }

  /** Whose document has this digest; only who has the file can ask. */
  @Get('verify/documents/:sha256')
  @ApiOperation({ summary: "Verify an agreement by its document's SHA-256" })
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(Verification)
  async byDocument(@Param('sha256', { schema: Sha256 }) sha256: string): Promise<Verification> {
    const number = await numberOfDocument(this.dataSource.manager, sha256);
    const verification = number && (await verificationOf(this.dataSource.manager, number));
    if (!verification) throw notFound('document');
    return verification;
  }

  /** Proves the entry against the newest signed checkpoint; the page checks it by itself. */
  @Get('verify/:number/proof')
  @ApiOperation({ summary: 'The proof that an agreement is in the ledger' })
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(EntryProof)
  async proof(@Param('number', { schema: AgreementNumber }) number: string): Promise<EntryProof> {
    const line = await ledgerLine(this.dataSource.manager, number);
    const proof = line && (await entryProof(this.dataSource.manager, line));
    if (!proof) throw notFound('agreement_number');
    return proof;
  }

  @Get('ledger/:edition/checkpoint')
  @ApiOperation({ summary: "The newest signed checkpoint of an edition's ledger" })
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(Checkpoint)
  async checkpoint(@Param('edition', { schema: EditionCode }) code: string): Promise<Checkpoint> {
    const checkpoint = await checkpointOf(this.dataSource.manager, code);
    if (!checkpoint) throw notFound('checkpoint');
    return checkpoint;
  }

  /** For whoever kept an earlier checkpoint: that nothing it covered has changed. */
  @Get('ledger/:edition/consistency')
  @ApiOperation({ summary: 'The proof that a ledger only grew between two sizes' })
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(ConsistencyProof)
  async consistency(
    @Param('edition', { schema: EditionCode }) code: string,
    @Query({ schema: SinceQuery }) { size }: z.infer<typeof SinceQuery>,
  ): Promise<ConsistencyProof> {
    const proof = await consistencySince(this.dataSource.manager, code, size);
    if (!proof) throw notFound('checkpoint');
    return proof;
  }

  @Get('ledger/:edition')
  @ApiOperation({ summary: "The entries of an edition's ledger" })
  @Permit(agreementsPolicy.verify)
  @Header('cache-control', 'no-cache')
  @Returns(LedgerPage)
  async ledger(
    @Param('edition', { schema: EditionCode }) code: string,
    @Query({ schema: LedgerQuery }) query: LedgerQuery,
  ): Promise<LedgerPage> {
    const page = await ledgerPage(this.dataSource.manager, code, query);
    if (!page) throw notFound('edition');
    return page;
  }
}
