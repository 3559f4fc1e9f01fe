import { Injectable } from '@nestjs/common';
import type { EditionCard } from '@everexpo/contracts';
import { exec, notFound, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { touchProgramme } from '../programme/programme-changed.ts';
import { editionCards } from './edition-cards.ts';

/** Shows an edition to the public; the latest open one is what home and programme are about. */
@Injectable()
export class OpenEdition {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `nothing_published` */
  run(command: PersonCommand, editionId: string): Promise<EditionCard> {
    return this.work.run(command, async (tx) => {
      const [card] = await editionCards(tx.manager, editionId);
      if (!card) throw notFound('edition');
      if (card.version === null) throw new ProblemError('nothing_published');
      await exec(tx)`UPDATE edition SET opened_at = coalesce(opened_at, now()) WHERE id = ${editionId}`;
      await tx.audit('expo.open-edition', editionId);
      await touchProgramme(tx, editionId);
      return { ...card, open: true };
    });
  }
}
