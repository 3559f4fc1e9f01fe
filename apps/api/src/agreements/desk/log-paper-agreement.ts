import { Injectable } from '@nestjs/common';
import type { DeskEntry, LogPaperAgreement as LogPaperAgreementBody } from '@everexpo/contracts';
import { canonicalJson, sha256Hex } from '@everexpo/ledger';
import { CurrentEdition, dayIn, type EditionRow } from '../../expo/index.ts';
import {
  exec,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  StoredFiles,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { deskChanged } from '../agreements.events.ts';
import { documentKey } from '../documents/document-key.ts';
import { assertDrawable } from '../documents/assert-drawable.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { deskEntryOf } from './desk-views.ts';
import { readScan } from './scans/read-scan.ts';
import { lockSimilar, similarEntries } from './duplicates/similar-entries.ts';

/** What names a scan: its own hash, and its MIME type. */
export interface ScanName {
  sha256: string;
  type: string;
}

/**
 * Logs an agreement signed on paper at the fair, with its scan; a second person verifies it before it is registered.
 */
@Injectable()
export class LogPaperAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
    private readonly files: StoredFiles,
  ) {}

  /**
   * @throws ProblemError 404 for an unknown entry to correct; 409 `same_scan`, `likely_duplicate`, `replaced_state`;
   *   415, 422 for a scan that cannot be kept; 422 when it was signed in the future, or `drawable`
   */
  async run(command: PersonCommand, form: LogPaperAgreementBody, bytes: Buffer): Promise<DeskEntry> {
    const scan = await readScan(bytes, command.actor.id);
    const name = { sha256: await sha256Hex(new Uint8Array(scan.bytes)), type: scan.type };
    const key = documentKey(name.sha256);
    const keyed = await withFormInKey(command, form, bytes);
    return this.files.saveFor({ key, content: scan.bytes, type: name.type }, () =>
      this.work.run(keyed, async (tx) => {
        await this.files.pin(tx, key);
        const id = await this.log(tx, command, await this.editions.find(tx.manager), form, name);
        return (await deskEntryOf(tx.manager, id)) as DeskEntry;
      }),
    );
  }

  /** One paper inside the caller's transaction, who keeps the scan's file; returns its id. */
  async log(
    tx: Transaction,
    command: PersonCommand,
    edition: EditionRow,
    form: LogPaperAgreementBody,
    scan: ScanName,
  ): Promise<string> {
    if (form.signedOn > dayIn(edition.timeZone)) throw invalid(fieldError('/signedOn', 'not_in_future'));
    assertDrawable({ '/title': form.title, '/partyA': form.partyA, '/partyB': form.partyB });
    await lockSimilar(tx.manager, { editionId: edition.id, ...form });
    const corrected = form.corrects === null ? null : await toCorrect(tx, form.corrects);
    if (!corrected) await assertNoDuplicates(tx, edition.id, form, scan);
    const { partyA, partyB, otherThan: _otherThan, corrects, reason, ...fields } = form;
    const { identifiers } = await tx.manager.insert(Agreement, {
      ...fields,
      editionId: corrected?.editionId ?? edition.id,
      source: 'paper',
      state: 'signed',
      version: 1,
      details: {} as Agreement['details'],
      signingOrder: 'parallel',
      documentSha256: scan.sha256,
      documentType: scan.type,
      replaces: corrects,
      replacesReason: reason || null,
      createdBy: command.actor.id,
    });
    const { id } = identifiers[0] as { id: string };
    await tx.manager.insert(
      AgreementParty,
      [partyA, partyB].map((organisation, index) => ({
        agreementId: id,
        position: index + 1,
        personId: null,
        name: organisation,
        organisation,
      })),
    );
    await exec(tx)`
      INSERT INTO agreement_step (agreement_id, action, to_state, version, person_id, reason)
      VALUES (${id}, 'log', 'signed', 1, ${command.actor.id}, ${reason || null})
    `;
    await tx.audit('agreement.log-paper', id, { documentSha256: scan.sha256, corrects });
    await tx.emit(deskChanged, { agreementId: id });
    return id;
  }
}

async function toCorrect(tx: Transaction, id: string): Promise<Agreement> {
  const agreement = await tx.manager.findOneBy(Agreement, { id, source: 'paper' });
  if (!agreement) throw notFound('paper');
  if (agreement.state !== 'registered')
    throw new ProblemError('replaced_state', {
      state: agreement.state,
      agreement: agreement.number ?? agreement.title,
    });
  return agreement;
}

async function assertNoDuplicates(
  tx: Transaction,
  editionId: string,
  form: LogPaperAgreementBody,
  scan: ScanName,
): Promise<void> {
  const same = await maybeOne<{ title: string; number: string | null }>(tx)`
    SELECT title, number
    FROM agreement
    WHERE edition_id = ${editionId} AND document_sha256 = ${scan.sha256} AND source = 'paper'
      AND state NOT IN ('withdrawn','amended')
  `;
  if (same) throw new ProblemError('same_scan', { agreement: [same.number, same.title].filter(Boolean).join(' ') });
  const similar = (await similarEntries(tx.manager, { editionId, ...form })).filter(
    ({ id }) => !form.otherThan.includes(id),
  );
  if (similar.length === 0) return;
  throw new ProblemError(
    'likely_duplicate',
    {},
    {
      errors: similar.map(({ id, title, number }) =>
        fieldError('/otherThan', 'similar', { id, title: [number, title].filter(Boolean).join(' ') }),
      ),
    },
  );
}

/** A multipart body is not known when the key is read; the intent is the form together with the scan. */
async function withFormInKey(
  command: PersonCommand,
  form: LogPaperAgreementBody,
  bytes: Buffer,
): Promise<PersonCommand> {
  if (!command.idempotency) return command;
  const hash = await sha256Hex(canonicalJson({ form, scan: await sha256Hex(new Uint8Array(bytes)) }));
  return { ...command, idempotency: { key: command.idempotency.key, hash } };
}
