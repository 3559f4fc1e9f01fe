import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { DataSource, type EntityManager } from 'typeorm';
import { all, exec, type PersonCommand, StoredFiles, type Transaction, UnitOfWork } from '../../platform/index.ts';
import { agreementChanged, notifyPeople, notifyOtherParties } from '../agreements.events.ts';
import { documentKey } from '../documents/document-key.ts';
import type { AgreementText } from '../documents/agreement-document.ts';
import { drawAgreement, textOf } from '../documents/draw-agreement.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { moveAgreement, assertCanMove } from '../agreement/agreement-states.ts';
import { agreementFor, numberOf } from '../agreement/agreement-views.ts';
import { lockForParty } from '../agreement/lock-agreement.ts';

/**
 * Lays a draft before the parties and takes their approvals. When all have approved this version, the document is
 * made: from then on they sign these exact bytes. The file is stored under its own hash before the state says so, so
 * an interrupted attempt leaves at most a file that is removed later.
 */
@Injectable()
export class ReviewAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly files: StoredFiles,
  ) {}

  /** Whoever submits approves. @throws ProblemError 404; 409 `stale_agreement`, `agreement_state`; 503 `busy` */
  submit(command: PersonCommand, id: string, version: number): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties } = await lockForParty(tx.manager, id, command.actor.id);
      assertCanMove(agreement, 'submit', version);
      agreement.submittedBy = command.actor.id;
      await moveAgreement(tx, agreement, 'submit', { personId: command.actor.id });
      await notifyOtherParties(tx, agreement, parties, command.actor.id, 'to-review');
      return this.approved(tx, command, agreement, parties);
    });
  }

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state`; 503 `busy` */
  async approve(command: PersonCommand, id: string, version: number): Promise<AgreementView> {
    const ahead = await this.drawAhead(command, id, version);
    return this.work.run(command, async (tx) => {
      const { agreement, parties } = await lockForParty(tx.manager, id, command.actor.id);
      assertCanMove(agreement, 'approve', version);
      await moveAgreement(tx, agreement, 'approve', { personId: command.actor.id });
      return this.approved(tx, command, agreement, parties, ahead);
    });
  }

  private async approved(
    tx: Transaction,
    command: PersonCommand,
    agreement: Agreement,
    parties: AgreementParty[],
    ahead: Drawn | null = null,
  ): Promise<AgreementView> {
    await exec(tx)`
      INSERT INTO agreement_consent (agreement_id, action, version, person_id)
      VALUES (${agreement.id}, 'approve', ${agreement.version}, ${command.actor.id})
      ON CONFLICT DO NOTHING
    `;
    const approvals = await approvalsOf(tx.manager, agreement);
    if (parties.every(({ personId }) => personId !== null && approvals.has(personId)))
      await this.fix(tx, command.actor.id, agreement, parties, ahead);
    await tx.audit('agreement.approve', agreement.id, { version: agreement.version, state: agreement.state });
    await tx.emit(agreementChanged, { agreementId: agreement.id });
    return (await agreementFor(tx.manager, agreement.id, command.actor)) as AgreementView;
  }

  /**
   * The document as it will be if this is the last approval, so that no transaction waits while it is drawn and stored.
   */
  private async drawAhead({ actor }: PersonCommand, id: string, version: number): Promise<Drawn | null> {
    const { manager } = this.dataSource;
    const agreement = await manager.findOneBy(Agreement, { id, version, state: 'review' });
    if (!agreement) return null;
    const parties = await manager.find(AgreementParty, { where: { agreementId: id }, order: { position: 'ASC' } });
    const approvals = (await approvalsOf(manager, agreement)).add(actor.id);
    const isParty = parties.some(({ personId }) => personId === actor.id);
    if (!isParty || !parties.every(({ personId }) => personId !== null && approvals.has(personId))) return null;
    const text = textOf(agreement, parties, await numberOf(manager, agreement.replaces));
    return this.make(text, actor.id);
  }

  private async make(text: AgreementText, by: string): Promise<Drawn> {
    const pdf = await drawAgreement(text, by);
    const sha256 = await sha256Hex(new Uint8Array(pdf));
    await this.files.save({ key: documentKey(sha256), content: pdf, type: 'application/pdf' });
    return { text, sha256 };
  }

  private async fix(
    tx: Transaction,
    by: string,
    agreement: Agreement,
    parties: AgreementParty[],
    ahead: Drawn | null,
  ): Promise<void> {
    const text = textOf(agreement, parties, await numberOf(tx.manager, agreement.replaces));
    const { sha256 } = ahead && isDeepStrictEqual(ahead.text, text) ? ahead : await this.make(text, by);
    await this.files.pin(tx, documentKey(sha256));
    Object.assign(agreement, { documentSha256: sha256, documentType: 'application/pdf' });
    await moveAgreement(tx, agreement, 'fix', { personId: null });
    const first = agreement.signingOrder === 'sequential' ? parties.slice(0, 1) : parties;
    await notifyPeople(
      tx,
      agreement,
      first.map(({ personId }) => personId),
      'to-sign',
    );
  }
}

interface Drawn {
  text: AgreementText;
  sha256: string;
}

async function approvalsOf(manager: EntityManager, { id, version }: Agreement): Promise<Set<string>> {
  const rows = await all<{ personId: string }>(manager)`
    SELECT person_id AS "personId"
    FROM agreement_consent
    WHERE agreement_id = ${id} AND action = 'approve' AND version = ${version}
  `;
  return new Set(rows.map((row) => row.personId));
}
