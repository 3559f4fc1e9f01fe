import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView } from '@everexpo/contracts';
import { commitTo } from '@everexpo/ledger';
import type { EntityManager } from 'typeorm';
import {
  all,
  exec,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { agreementChanged, notifyOtherParties } from '../agreements.events.ts';
import { appendEntry } from '../registry/ledger/append-entry.ts';
import { LedgerSigningKey } from '../registry/ledger/ledger-signing-key.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { moveAgreement, assertCanMove } from '../agreement/agreement-states.ts';
import { agreementFor } from '../agreement/agreement-views.ts';

export type Ending = 'complete' | 'terminate';

interface Consent {
  action: Ending;
  personId: string;
  reason: string | null;
}

/** Of paper agreements two of the deal desk must agree; of those signed on screen every party. */
const DESK_EYES = 2;

/** Ends a registered agreement once all who must have agreed: completed or terminated, with an entry in the ledger. */
@Injectable()
export class RequestEnding {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signingKey: LedgerSigningKey,
  ) {}

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state`, `other_ending` */
  run(command: PersonCommand, id: string, ending: Ending, version: number, reason: string): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties } = await lock(tx.manager, id, command);
      assertCanMove(agreement, ending, version);
      const earlier = await consentsOf(tx.manager, id);
      if (earlier.some(({ action }) => action !== ending)) throw new ProblemError('other_ending');
      await exec(tx)`
        INSERT INTO agreement_consent (agreement_id, action, version, person_id, reason)
        VALUES (${id}, ${ending}, ${version}, ${command.actor.id}, ${reason})
        ON CONFLICT DO NOTHING
      `;
      await tx.audit(`agreement.ask-${ending}`, id, { reason });
      const agreed = new Set([...earlier.map(({ personId }) => personId), command.actor.id]);
      const asked = earlier[0]?.reason ?? reason;
      if (isAgreed(agreement, parties, agreed)) await this.end(tx, agreement, parties, command, ending, asked);
      else
        await notifyOtherParties(
          tx,
          agreement,
          parties,
          command.actor.id,
          ending === 'complete' ? 'completion-asked' : 'termination-asked',
          reason,
        );
      await tx.emit(agreementChanged, { agreementId: id });
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }

  /** Refuses an ending that was asked for: it is forgotten. @throws ProblemError 404; 409 `nothing_asked` */
  decline(command: PersonCommand, id: string): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      await lock(tx.manager, id, command);
      const gone = await exec(tx)`DELETE FROM agreement_consent WHERE agreement_id = ${id} AND action <> 'approve'`;
      if (gone === 0) throw new ProblemError('nothing_asked');
      await tx.audit('agreement.decline-ending', id);
      await tx.emit(agreementChanged, { agreementId: id });
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }

  private async end(
    tx: Transaction,
    agreement: Agreement,
    parties: AgreementParty[],
    command: PersonCommand,
    ending: Ending,
    reason: string,
  ): Promise<void> {
    await appendEntry(tx, await this.signingKey.key(), {
      editionId: agreement.editionId,
      event: ending === 'complete' ? 'completed' : 'terminated',
      agreementId: agreement.id,
      number: agreement.number,
      refers: null,
      signed: null,
      content: await commitTo({ ending, reason }, agreement.salt),
      document: agreement.sealedSha256 ?? (agreement.documentSha256 as string),
    });
    await moveAgreement(tx, agreement, ending, { personId: command.actor.id, reason });
    await notifyOtherParties(
      tx,
      agreement,
      parties,
      command.actor.id,
      ending === 'complete' ? 'completed' : 'terminated',
      reason,
    );
  }
}

/** Parties may end what they signed on screen, the deal desk what was logged on paper. */
async function lock(
  manager: EntityManager,
  id: string,
  { actor }: PersonCommand,
): Promise<{ agreement: Agreement; parties: AgreementParty[] }> {
  const agreement = await manager.findOne(Agreement, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const parties = await manager.find(AgreementParty, { where: { agreementId: id }, order: { position: 'ASC' } });
  const may =
    agreement?.source === 'paper' ? actor.roles.has('staff') : parties.some(({ personId }) => personId === actor.id);
  if (!agreement || !may) throw notFound('agreement');
  return { agreement, parties };
}

function isAgreed({ source }: Agreement, parties: AgreementParty[], agreed: Set<string>): boolean {
  return source === 'paper'
    ? agreed.size >= DESK_EYES
    : parties.every(({ personId }) => personId !== null && agreed.has(personId));
}

async function consentsOf(manager: EntityManager, id: string): Promise<Consent[]> {
  return all<Consent>(manager)`
    SELECT action, person_id AS "personId", reason
    FROM agreement_consent
    WHERE agreement_id = ${id} AND action <> 'approve'
    ORDER BY at
  `;
}
