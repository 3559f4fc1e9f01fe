import { Injectable } from '@nestjs/common';
import type { AgreementTerms, Agreement as AgreementView, Meeting } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { Project } from '../../expo/index.ts';
import { meetingFor } from '../../negotiation/index.ts';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { agreementChanged } from '../agreements.events.ts';
import { agreementFor } from './agreement-views.ts';

/** Turns what was negotiated into a draft between the meeting's two sides. */
@Injectable()
export class DraftAgreement {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 for all but the meeting's parties */
  run(command: PersonCommand, meetingId: string, terms: AgreementTerms): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const meeting = await meetingFor(tx.manager, meetingId, command.actor.id);
      if (!meeting) throw notFound('meeting');
      const project = await tx.manager.findOneByOrFail(Project, { id: meeting.project.id });
      const [row] = await tx.manager.query<{ id: string }[]>(
        `INSERT INTO agreement (edition_id, meeting_id, project_id, source, kind, title, amount_fen, amount_public, term_months, terms, city, track, created_by)
         VALUES ($1, $2, $3, 'screen', $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
        [
          project.editionId,
          meetingId,
          project.id,
          terms.kind,
          terms.title,
          terms.amountFen,
          terms.amountPublic,
          terms.termMonths,
          terms.terms,
          project.city,
          project.track,
          command.actor.id,
        ],
      );
      const { id } = row as { id: string };
      await insertParties(tx.manager, id, meeting);
      await tx.audit('agreement.draft', id, { meetingId });
      await tx.emit(agreementChanged, { agreementId: id });
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}

/** The owner's side signs as party A, the investor's as party B. */
async function insertParties(manager: EntityManager, agreementId: string, meeting: Meeting): Promise<void> {
  const sides = ['owner', 'investor'] as const;
  for (const [index, side] of sides.entries()) {
    const party = meeting.parties.find((candidate) => candidate.side === side) as Meeting['parties'][number];
    await manager.query(`INSERT INTO agreement_party (agreement_id, position, person_id, name, organisation) VALUES ($1, $2, $3, $4, $5)`, [
      agreementId,
      index + 1,
      party.personId,
      party.name,
      party.organisation?.nameZh ?? party.name,
    ]);
  }
}
