import { notFound, type Transaction } from '../../platform/index.ts';
import { Edition } from './edition.entity.ts';

/**
 * Lets one change of an edition's programme go on at a time: checks that look at the whole of it hold until the commit.
 * @throws ProblemError 404
 */
export async function lockEdition(tx: Transaction, editionId: string): Promise<Edition> {
  const edition = await tx.manager.findOne(Edition, { where: { id: editionId }, lock: { mode: 'pessimistic_write' } });
  if (!edition) throw notFound('edition');
  return edition;
}
