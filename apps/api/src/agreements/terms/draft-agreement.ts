import { Injectable } from '@nestjs/common';
import type { AgreementTerms, Agreement as AgreementView, Meeting } from '@everexpo/contracts';
import { projectOf, type ProjectFacts } from '../../expo/index.ts';
import { meetingFor } from '../../negotiation/index.ts';
import {
  exec,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { agreementChanged, notifyOtherParties } from '../agreements.events.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { saveVersion } from './save-version.ts';
import { lockForParty } from '../agreement/lock-agreement.ts';

type PartyOf = Pick<AgreementParty, 'personId' | 'name' | 'organisation'>;

/** Turns what was negotiated into a draft, between a meeting's two sides or the parties of the agreement it amends. */
@Injectable()
export class DraftAgreement {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 for all but the meeting's parties */
  run(command: PersonCommand, meetingId: string, terms: AgreementTerms): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const meeting = await meetingFor(tx.manager, meetingId, command.actor.id);
      if (!meeting) throw notFound('meeting');
      const project = (await projectOf(tx.manager, meeting.project.id)) as ProjectFacts;
      const base = {
        editionId: project.editionId,
        meetingId,
        projectId: project.id,
        city: project.city,
        track: project.track,
        replaces: null,
      };
      return this.insert(tx, command, { ...base, ...terms }, sidesOf(meeting));
    });
  }

  /**
   * Drafts an agreement that takes the place of a registered one once all have signed it.
   * @throws ProblemError 404; 409 `agreement_state` unless the agreement is registered and was signed on screen
   */
  amend(command: PersonCommand, id: string): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties } = await lockForParty(tx.manager, id, command.actor.id);
      if (agreement.state !== 'registered') throw new ProblemError('agreement_state', { state: agreement.state });
      const {
        editionId,
        meetingId,
        projectId,
        city,
        track,
        kind,
        title,
        amountFen,
        amountPublic,
        partiesPublic,
        termMonths,
        terms,
        details,
      } = agreement;
      return this.insert(
        tx,
        command,
        {
          editionId,
          meetingId,
          projectId,
          city,
          track,
          kind,
          title,
          amountFen,
          amountPublic,
          partiesPublic,
          termMonths,
          terms,
          details,
          replaces: id,
        },
        parties,
      );
    });
  }

  private async insert(
    tx: Transaction,
    command: PersonCommand,
    fields: Partial<Agreement>,
    parties: PartyOf[],
  ): Promise<AgreementView> {
    const { identifiers } = await tx.manager.insert(Agreement, {
      ...fields,
      source: 'screen',
      state: 'draft',
      version: 1,
      signingOrder: 'parallel',
      createdBy: command.actor.id,
    } as Agreement);
    const { id } = identifiers[0] as { id: string };
    const rows = parties.map(({ personId, name, organisation }, index) => ({
      agreementId: id,
      position: index + 1,
      personId,
      name,
      organisation,
    }));
    await tx.manager.insert(AgreementParty, rows);
    const agreement = await tx.manager.findOneByOrFail(Agreement, { id });
    await saveVersion(tx, agreement, parties, command.actor.id);
    await exec(tx)`
      INSERT INTO agreement_step (agreement_id, action, to_state, version, person_id)
      VALUES (${id}, 'draft', 'draft', 1, ${command.actor.id})
    `;
    await tx.audit('agreement.draft', id, { meetingId: agreement.meetingId, replaces: agreement.replaces });
    await tx.emit(agreementChanged, { agreementId: id });
    await notifyOtherParties(tx, agreement, rows, command.actor.id, 'changed');
    return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
  }
}

/** The owner's side signs as party A, the investor's as party B. */
function sidesOf(meeting: Meeting): PartyOf[] {
  return (['owner', 'investor'] as const).map((side) => {
    // The first of each side signs; colleagues and guests may be added as further parties.
    const party = meeting.parties.find((candidate) => candidate.side === side) as Meeting['parties'][number];
    return { personId: party.personId, name: party.name, organisation: party.organisation?.nameZh ?? party.name };
  });
}
