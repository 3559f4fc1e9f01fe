import { Injectable } from '@nestjs/common';
import type { AddMilestone, FollowUp } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { DataSource, type EntityManager } from 'typeorm';
import {
  exec,
  fileName,
  maybeOne,
  type NamedFile,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  sql,
  StoredFiles,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { agreementChanged } from '../agreements.events.ts';
import { readScan } from '../desk/scans/read-scan.ts';
import { documentKey } from '../documents/document-key.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { followUpOf, MAX_MILESTONES } from './follow-up-views.ts';

const MAX_EVIDENCE = 50;

/** What the parties of a registered agreement, or the desk for a paper one, say about its keeping. */
@Injectable()
export class ManageMilestones {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly files: StoredFiles,
  ) {}

  /** @throws ProblemError 404; 409 `agreement_state` unless registered, `too_many_milestones` */
  add(command: PersonCommand, agreementId: string, { title, dueOn }: AddMilestone): Promise<FollowUp> {
    return this.work.run(command, async (tx) => {
      await assertRegistered(tx.manager, command, agreementId);
      await assertRoomForAnother(tx.manager, agreementId);
      await exec(tx)`
        INSERT INTO milestone (agreement_id, kind, title, due_on)
        VALUES (${agreementId}, 'milestone', ${title}, ${dueOn})
      `;
      return this.done(tx, agreementId, 'add-milestone', { title });
    });
  }

  /**
   * `realisedFen` is what has been paid or delivered by it.
   * @throws ProblemError 404; 409 `agreement_state`, `milestone_done`
   */
  reach(command: PersonCommand, milestoneId: string, realisedFen: number): Promise<FollowUp> {
    return this.work.run(command, async (tx) => {
      const agreementId = await lockedAgreementOf(tx.manager, milestoneId);
      await assertRegistered(tx.manager, command, agreementId);
      const reached = await exec(tx)`
        UPDATE milestone
        SET done_at = now(), done_by = ${command.actor.id}, realised_fen = ${realisedFen}
        WHERE id = ${milestoneId} AND done_at IS NULL
      `;
      if (reached === 0) throw new ProblemError('milestone_done');
      return this.done(tx, agreementId, 'reach-milestone', { milestoneId, realisedFen });
    });
  }

  /**
   * PDF, JPEG or PNG. Nobody's file is received before their right to send it is known, nor kept before it is taken.
   * @throws ProblemError 404, 413, 415, 422; 409 `agreement_state`, `too_many_files`; 429 `upload_quota`; 503 `busy`
   */
  async addEvidence(command: PersonCommand, milestoneId: string, receive: () => Promise<NamedFile>): Promise<FollowUp> {
    await assertTakesEvidence(
      this.dataSource.manager,
      command,
      milestoneId,
      await agreementOf(this.dataSource.manager, milestoneId),
    );
    const { name, bytes } = await receive();
    const file = await readScan(bytes, command.actor.id, '/file');
    const sha256 = await sha256Hex(new Uint8Array(file.bytes));
    const key = documentKey(sha256);
    const kept = { key, content: file.bytes, type: file.type, personId: command.actor.id };
    return this.files.saveFor(kept, () =>
      this.work.run(command, async (tx) => {
        await this.files.pin(tx, key);
        const agreementId = await lockedAgreementOf(tx.manager, milestoneId);
        await assertTakesEvidence(tx.manager, command, milestoneId, agreementId);
        await exec(tx)`
          INSERT INTO milestone_evidence (milestone_id, name, type, sha256, bytes, person_id)
          VALUES (${milestoneId}, ${fileName(name)}, ${file.type}, ${sha256}, ${file.bytes.length}, ${command.actor.id})
          ON CONFLICT DO NOTHING
        `;
        return this.done(tx, agreementId, 'add-evidence', { milestoneId, sha256 });
      }),
    );
  }

  private async done(
    tx: Transaction,
    agreementId: string,
    action: string,
    detail: Record<string, unknown>,
  ): Promise<FollowUp> {
    await tx.audit(`agreement.${action}`, agreementId, detail);
    await tx.emit(agreementChanged, { agreementId });
    return followUpOf(tx.manager, agreementId);
  }
}

const lockedAgreementOf = (manager: EntityManager, milestoneId: string): Promise<string> =>
  agreementOf(manager, milestoneId, sql`FOR UPDATE`);

async function agreementOf(manager: EntityManager, milestoneId: string, lock = sql``): Promise<string> {
  const row = await maybeOne<{ agreementId: string }>(manager)`
    SELECT agreement_id AS "agreementId" FROM milestone WHERE id = ${milestoneId} ${lock}
  `;
  if (!row) throw notFound('milestone');
  return row.agreementId;
}

async function assertTakesEvidence(
  manager: EntityManager,
  command: PersonCommand,
  milestoneId: string,
  agreementId: string,
): Promise<void> {
  await assertRegistered(manager, command, agreementId);
  const { files } = await one<{ files: number }>(manager)`
    SELECT count(*)::int AS files FROM milestone_evidence WHERE milestone_id = ${milestoneId}
  `;
  if (files >= MAX_EVIDENCE) throw new ProblemError('too_many_files', { max: MAX_EVIDENCE });
}

/** Locks the agreement, so that two at once are not one too many. */
async function assertRoomForAnother(manager: EntityManager, agreementId: string): Promise<void> {
  await one<{ id: string }>(manager)`SELECT id FROM agreement WHERE id = ${agreementId} FOR UPDATE`;
  const { milestones } = await one<{ milestones: number }>(manager)`
    SELECT count(*)::int AS milestones FROM milestone WHERE agreement_id = ${agreementId}
  `;
  if (milestones >= MAX_MILESTONES) throw new ProblemError('too_many_milestones', { max: MAX_MILESTONES });
}

async function assertRegistered(manager: EntityManager, command: PersonCommand, agreementId: string): Promise<void> {
  const agreement = await agreementFor(manager, agreementId, command.actor);
  if (!agreement) throw notFound('agreement');
  if (agreement.state !== 'registered') throw new ProblemError('agreement_state', { state: agreement.state });
}
