import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView, SignAgreement as SignAgreementBody } from '@everexpo/contracts';
import { SecondFactor } from '../../accounts/index.ts';
import { exec, one, type PersonCommand, ProblemError, type Transaction, UnitOfWork } from '../../platform/index.ts';
import { agreementChanged, notifyPeople, notifyOtherParties } from '../agreements.events.ts';
import { registerAgreement } from '../registry/register-agreement.ts';
import { LedgerSigningKey } from '../registry/ledger-signing-key.ts';
import { assertDrawable } from '../documents/assert-drawable.ts';
import { SealAgreement } from '../sealing/seal-agreement.ts';
import type { Agreement } from '../terms/agreement.entity.ts';
import type { AgreementParty } from '../terms/agreement-party.entity.ts';
import { moveAgreement, assertCanMove } from '../terms/agreement-states.ts';
import { agreementFor } from '../terms/agreement-views.ts';
import { lockForParty } from '../terms/lock-agreement.ts';

/**
 * Puts one party's signature under the exact document, with a fresh code of their authenticator. The last signature
 * seals the document and registers the agreement in the same transaction: signed and numbered, or neither.
 */
@Injectable()
export class SignAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly factor: SecondFactor,
    private readonly sealAgreement: SealAgreement,
    private readonly signingKey: LedgerSigningKey,
  ) {}

  /**
   * @throws ProblemError 404; 403 `second_factor_missing`; 422 `second_factor`; 429 `second_factor_locked`;
   *   409 `stale_agreement`, `agreement_state`, `other_document`, `already_signed`, `not_your_turn`, `signing_expired`
   */
  run(command: PersonCommand, id: string, body: SignAgreementBody): Promise<AgreementView> {
    return this.factor.guard(command, () => this.work.run(command, (tx) => this.sign(tx, command, id, body)));
  }

  private async sign(
    tx: Transaction,
    command: PersonCommand,
    id: string,
    body: SignAgreementBody,
  ): Promise<AgreementView> {
    const { agreement, parties, own } = await lockForParty(tx.manager, id, command.actor.id);
    const now = await databaseNow(tx);
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
    await saveEvidence(tx, command, own, step);
    await moveAgreement(tx, agreement, parties.every(({ signedAt }) => signedAt !== null) ? 'sign-last' : 'sign', {
      personId: command.actor.id,
    });
    await tx.audit('agreement.sign', id, { version: body.version, documentSha256: body.documentSha256 });
    if (agreement.state === 'signed') {
      await this.sealAgreement.run(tx, agreement, parties);
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
async function databaseNow(tx: Transaction): Promise<Date> {
  const { now } = await one<{ now: Date }>(tx)`SELECT clock_timestamp() AS now`;
  return now;
}

async function saveEvidence(tx: Transaction, command: PersonCommand, own: AgreementParty, step: number): Promise<void> {
  await exec(tx)`
    INSERT INTO signature_evidence (agreement_id, position, version, person_id, name, organisation, at, method,
      factor_step, document_sha256, address, user_agent, signature)
    VALUES (${own.agreementId}, ${own.position}, ${own.signedVersion}, ${command.actor.id}, ${own.name},
      ${own.organisation}, ${own.signedAt}, 'totp', ${step}, ${own.signedSha256}, ${command.from?.address ?? ''},
      ${command.from?.userAgent ?? ''}, ${JSON.stringify(own.signature)})
  `;
}
