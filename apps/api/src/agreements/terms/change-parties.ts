import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView, ArrangeSigning, NameSignatory } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import {
  fieldError,
  invalid,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { agreementChanged, notifyPeople, notifyOtherParties } from '../agreements.events.ts';
import type { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { assertCanMove } from '../agreement/agreement-states.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { backToDraft } from './back-to-draft.ts';
import { saveVersion } from './save-version.ts';
import { lockForParty } from '../agreement/lock-agreement.ts';

const MAX_PARTIES = 8;

interface Named {
  id: string;
  name: string;
  organisationId: string | null;
  organisation: string | null;
}

type Change = (
  tx: Transaction,
  agreement: Agreement,
  parties: AgreementParty[],
  own: AgreementParty,
) => Promise<AgreementParty[]>;

/** Who signs, in which order and until when. Each change makes a new version that all must approve again. */
@Injectable()
export class ChangeParties {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * A further party joins as the last one.
   * @throws ProblemError 404, 409; 422 for an unknown address or one person twice
   */
  add(command: PersonCommand, id: string, { version, email }: NameSignatory): Promise<AgreementView> {
    return this.change(command, id, version, async (tx, agreement, parties) => {
      if (parties.length >= MAX_PARTIES) throw invalid(fieldError('/email', 'max_parties', { max: MAX_PARTIES }));
      const person = await signatory(tx.manager, email, parties);
      const row = {
        agreementId: id,
        position: Math.max(...parties.map(({ position }) => position)) + 1,
        personId: person.id,
        name: person.name,
        organisation: person.organisation ?? person.name,
      };
      await tx.manager.insert(AgreementParty, row);
      await notifyPeople(tx, agreement, [person.id], 'invited');
      return [
        ...parties,
        await tx.manager.findOneByOrFail(AgreementParty, { agreementId: id, position: row.position }),
      ];
    });
  }

  /**
   * @throws ProblemError 404; 409 `parties_of_meeting` for the two sides that met, `agreement_state`, `stale_agreement`
   */
  remove(command: PersonCommand, id: string, position: number, version: number): Promise<AgreementView> {
    return this.change(command, id, version, async (tx, _agreement, parties) => {
      const party = parties.find((one) => one.position === position);
      if (!party) throw notFound('party');
      if (position <= 2) throw new ProblemError('parties_of_meeting');
      await tx.manager.delete(AgreementParty, { agreementId: id, position });
      return parties.filter((one) => one !== party);
    });
  }

  /**
   * Another member of one's own organisation signs for it.
   * @throws ProblemError 403 for somebody of another organisation
   */
  delegate(command: PersonCommand, id: string, { version, email }: NameSignatory): Promise<AgreementView> {
    return this.change(command, id, version, async (tx, agreement, parties, own) => {
      const person = await signatory(tx.manager, email, parties);
      if (person.organisationId === null || person.organisationId !== command.actor.organisationId)
        throw new ProblemError('own_signatory_only');
      Object.assign(own, { personId: person.id, name: person.name });
      await tx.manager.save(own);
      await notifyPeople(tx, agreement, [person.id], 'invited');
      return parties;
    });
  }

  /** @throws ProblemError 404, 409; 422 when the last moment is past */
  arrange(command: PersonCommand, id: string, { version, order, signBy }: ArrangeSigning): Promise<AgreementView> {
    if (signBy !== null && Date.parse(signBy) <= Date.now()) throw invalid(fieldError('/signBy', 'in_future'));
    return this.change(command, id, version, (_tx, agreement, parties) => {
      Object.assign(agreement, { signingOrder: order, signBy: signBy === null ? null : new Date(signBy) });
      return Promise.resolve(parties);
    });
  }

  private change(command: PersonCommand, id: string, version: number, change: Change): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties, own } = await lockForParty(tx.manager, id, command.actor.id);
      assertCanMove(agreement, 'revise', version);
      const after = await change(tx, agreement, parties, own);
      agreement.version = version + 1;
      await backToDraft(tx, agreement, after, 'revise', { personId: command.actor.id });
      await saveVersion(tx, agreement, after, command.actor.id);
      await tx.audit('agreement.parties', id, {
        version: agreement.version,
        parties: after.map(({ personId }) => personId),
      });
      await tx.emit(agreementChanged, { agreementId: id });
      await notifyOtherParties(tx, agreement, after, command.actor.id, 'changed');
      const view = await agreementFor(tx.manager, id, command.actor);
      // Whoever has handed their signature on sees it no more.
      return (
        view ??
        ((await agreementFor(tx.manager, id, { ...command.actor, id: own.personId as string })) as AgreementView)
      );
    });
  }
}

async function signatory(manager: EntityManager, email: string, parties: AgreementParty[]): Promise<Named> {
  const person = await maybeOne<Named>(manager)`
    SELECT p.id, p.name, o.id AS "organisationId", o.name_zh AS organisation
    FROM accounts_person p
    LEFT JOIN accounts_organisation o ON o.id = p.organisation_id
    WHERE p.email = ${email.toLowerCase()}
  `;
  if (!person) throw invalid(fieldError('/email', 'known_person'));
  if (parties.some(({ personId }) => personId === person.id)) throw invalid(fieldError('/email', 'once.signatory'));
  return person;
}
