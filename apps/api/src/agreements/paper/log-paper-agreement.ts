import { Inject, Injectable } from '@nestjs/common';
import type { Agreement as AgreementView, LogPaperAgreement as LogPaperAgreementBody } from '@everexpo/contracts';
import { canonicalJson, sha256Hex } from '@everexpo/ledger';
import { fileTypeFromBuffer } from 'file-type';
import { CurrentEdition, dayIn } from '../../expo/index.ts';
import { invalid, ProblemError, STORAGE, UnitOfWork, type PersonCommand, type Storage } from '../../platform/index.ts';
import { documentKey } from '../documents/document-key.ts';
import { Keeper } from '../registry/keeper.ts';
import { registerAgreement } from '../registry/register-agreement.ts';
import { Agreement } from '../terms/agreement.entity.ts';
import { AgreementParty } from '../terms/agreement-party.entity.ts';
import { agreementFor } from '../terms/agreement-views.ts';

const SCAN_TYPES = ['application/pdf', 'image/jpeg', 'image/png'];

/** Registers an agreement signed on paper at the fair, with its scan. */
@Injectable()
export class LogPaperAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
    private readonly keeper: Keeper,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** @throws ProblemError 415 when the scan is no PDF, JPEG or PNG; 422 when it was signed in the future */
  async run(command: PersonCommand, form: LogPaperAgreementBody, scan: Buffer): Promise<AgreementView> {
    const type = await scanType(scan);
    const hash = await sha256Hex(new Uint8Array(scan));
    await this.storage.put(documentKey(hash), scan, type);
    return this.work.run(await withFormInKey(command, form, hash), async (tx) => {
      const edition = await this.editions.find(tx.manager);
      if (form.signedOn > dayIn(edition.timeZone)) {
        throw invalid([{ pointer: '/signedOn', rule: 'not_in_future', detail: 'The day of signing cannot be later than today.' }]);
      }
      const [row] = await tx.manager.query<{ id: string }[]>(
        `INSERT INTO agreement (edition_id, source, state, kind, title, amount_fen, amount_public, term_months, terms, city, track, signed_on,
           document_sha256, document_type, created_by)
         VALUES ($1, 'paper', 'partly_signed', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
        [
          edition.id,
          form.kind,
          form.title,
          form.amountFen,
          form.amountPublic,
          form.termMonths,
          form.terms,
          form.city,
          form.track,
          form.signedOn,
          hash,
          type,
          command.actor.id,
        ],
      );
      const { id } = row as { id: string };
      for (const [index, organisation] of [form.partyA, form.partyB].entries()) {
        await tx.manager.insert(AgreementParty, { agreementId: id, position: index + 1, personId: null, name: organisation, organisation });
      }
      const agreement = await tx.manager.findOneByOrFail(Agreement, { id });
      const parties = await tx.manager.find(AgreementParty, { where: { agreementId: id }, order: { position: 'ASC' } });
      await registerAgreement(tx, await this.keeper.key(), agreement, parties);
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}

async function scanType(scan: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(scan);
  if (found && SCAN_TYPES.includes(found.mime)) return found.mime;
  throw new ProblemError(415, 'unsupported_media', 'The scan must be a PDF, a JPEG or a PNG.', [
    { pointer: '/scan', rule: 'file_kind', detail: 'PDF, JPEG or PNG' },
  ]);
}

/** A multipart body is not known when the key is read; the intent is the form together with the scan. */
async function withFormInKey(command: PersonCommand, form: LogPaperAgreementBody, scanHash: string): Promise<PersonCommand> {
  if (!command.idempotency) return command;
  const hash = await sha256Hex(canonicalJson({ form, scanHash }));
  return { ...command, idempotency: { key: command.idempotency.key, hash } };
}
