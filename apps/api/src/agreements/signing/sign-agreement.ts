import { Injectable } from '@nestjs/common';
import type {
  Agreement as AgreementView,
  SignAgreement as SignAgreementBody,
  SignatureEvidence,
} from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { SecondFactor } from '../../accounts/index.ts';
import { exec, one, type PersonCommand, ProblemError, type Transaction, UnitOfWork } from '../../platform/index.ts';
import { agreementChanged, notifyPeople, notifyOtherParties } from '../agreements.events.ts';
import { registerAgreement } from '../registry/register-agreement.ts';
import { LedgerSigningKey } from '../registry/ledger/ledger-signing-key.ts';
import { assertDrawable } from '../documents/assert-drawable.ts';
import { SealAgreement, type Sealed } from '../sealing/seal-agreement.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { moveAgreement, assertCanMove } from '../agreement/agreement-states.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { lockForParty } from '../agreement/lock-agreement.ts';

/**
 * Puts one party's signature under the exact document, with a fresh code of their authenticator. The last signature
 * seals the document and registers the agreement in the same transaction: signed and numbered, or neither.
 */
@Injectable()
export class SignAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly factor: SecondFactor,
    private readonly sealAgreement: SealAgreement,
    private readonly signingKey: LedgerSigningKey,
  ) {}

  /**
   * @throws ProblemError 404; 403 `second_factor_missing`; 422 `second_factor`; 429 `second_factor_locked`;
   *   409 `stale_agreement`, `agreement_state`, `other_document`, `already_signed`, `not_your_turn`, `signing_expired`;
   *   503 `busy`
   */
  run(command: PersonCommand, id: string, body: SignAgreementBody): Promise<AgreementView> {
    return this.factor.guard(command, async () => {
      const ahead = await this.sealAhead(command, id, body);
      return this.work.run(command, (tx) => this.sign(tx, command, id, body, ahead));
    });
  }

  /** The sealed document as it will be if this is the last signature, so that no transaction waits while it is made. */
  private async sealAhead(command: PersonCommand, id: string, body: SignAgreementBody): Promise<Sealed | null> {
    const { manager } = this.dataSource;
    const agreement = await manager.findOneBy(Agreement, { id, version: body.version, state: 'partly_signed' });
    if (agreement?.documentSha256 !== body.documentSha256) return null;
    const parties = await manager.find(AgreementParty, { where: { agreementId: id } });
    const unsigned = parties.filter(({ signedAt }) => signedAt === null);
    const [own] = unsigned;
    if (!own || unsigned.length > 1 || own.personId !== command.actor.id) return null;
    if (body.signature.kind === 'typed') assertDrawable({ '/signature/text': body.signature.text });
    const content = await this.sealAgreement.content(manager, agreement);
    const at = await databaseNow(manager);
    const evidence = [...content.evidence, evidenceFor(command, own, body, at)];
    return this.sealAgreement.make({ ...content, evidence, at }, command.actor.id);
  }

  private async sign(
    tx: Transaction,
    command: PersonCommand,
    id: string,
    body: SignAgreementBody,
    ahead: Sealed | null,
  ): Promise<AgreementView> {
    const { agreement, parties, own } = await lockForParty(tx.manager, id, command.actor.id);
    const now = ahead?.content.at ?? (await databaseNow(tx.manager));
    assertCanSign(agreement, parties, own, body, now);
    if (body.signature.kind === 'typed') assertDrawable({ '/signature/text': body.signature.text });
    const step = await this.factor.spend(tx, command.actor.id, body.code);
    Object.assign(own, {
      signedAt: now,
      signedVersion: agreement.version,
      signedSha256: body.documentSha256,
      signature: body.signature,
    });
    await tx.manager.save(own);
    await saveEvidence(tx, id, evidenceFor(command, own, body, now), step);
    await moveAgreement(tx, agreement, parties.every(({ signedAt }) => signedAt !== null) ? 'sign-last' : 'sign', {
      personId: command.actor.id,
    });
    await tx.audit('agreement.sign', id, { version: body.version, documentSha256: body.documentSha256 });
    if (agreement.state === 'signed') {
      await this.sealAgreement.run(tx, agreement, command.actor.id, ahead);
      await registerAgreement(tx, await this.signingKey.key(), agreement, parties);
      await notifyOtherParties(tx, agreement, parties, command.actor.id, 'registered', agreement.number ?? '');
    } else if (agreement.signingOrder === 'sequential') {
      await notifyPeople(
        tx,
        agreement,
        [parties.find(({ signedAt }) => signedAt === null)?.personId ?? null],
        'to-sign',
      );
    }
    await tx.emit(agreementChanged, { agreementId: id });
    return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
  }
}

function assertCanSign(
  agreement: Agreement,
  parties: AgreementParty[],
  own: AgreementParty,
  body: SignAgreementBody,
  now: Date,
): void {
  assertCanMove(agreement, 'sign', body.version);
  if (agreement.documentSha256 !== body.documentSha256) throw new ProblemError('other_document');
  if (own.signedAt) throw new ProblemError('already_signed');
  if (agreement.signBy && agreement.signBy <= now) throw new ProblemError('signing_expired');
  const next = parties.find(({ signedAt }) => signedAt === null);
  if (agreement.signingOrder === 'sequential' && next !== own) throw new ProblemError('not_your_turn');
}

/** The database's clock: that of a node may be off. */
async function databaseNow(manager: EntityManager): Promise<Date> {
  const { now } = await one<{ now: Date }>(manager)`SELECT clock_timestamp() AS now`;
  return now;
}

const evidenceFor = (
  { actor, from }: PersonCommand,
  { position, name, organisation }: AgreementParty,
  { version, documentSha256, signature }: SignAgreementBody,
  at: Date,
): SignatureEvidence => ({
  position,
  personId: actor.id,
  name,
  organisation,
  at: at.toISOString(),
  method: 'totp',
  documentSha256,
  version,
  address: from?.address ?? '',
  userAgent: from?.userAgent ?? '',
  signature,
});

async function saveEvidence(tx: Transaction, id: string, evidence: SignatureEvidence, step: number): Promise<void> {
  const { position, personId, name, organisation, at, method, documentSha256, version, ...rest } = evidence;
  await exec(tx)`
    INSERT INTO signature_evidence (agreement_id, position, version, person_id, name, organisation, at, method,
      factor_step, document_sha256, address, user_agent, signature)
    VALUES (${id}, ${position}, ${version}, ${personId}, ${name}, ${organisation}, ${at}, ${method}, ${step},
      ${documentSha256}, ${rest.address}, ${rest.userAgent}, ${JSON.stringify(rest.signature)})
  `;
}
