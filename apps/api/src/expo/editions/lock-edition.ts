import { maybeOne, notFound, type Transaction } from '../../platform/index.ts';
import { EDITION_ROW, type EditionRow } from './edition-row.ts';

/**
 * Lets one change of an edition's programme go on at a time: checks that look at the whole of it hold until the commit.
 * @throws ProblemError 404
 */
export async function lockEdition(tx: Transaction, editionId: string): Promise<EditionRow> {
  const edition = await maybeOne<EditionRow>(tx)`SELECT ${EDITION_ROW} FROM edition WHERE id = ${editionId} FOR UPDATE`;
  if (!edition) throw notFound('edition');
  return edition;
}
