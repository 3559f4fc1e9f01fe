import type { Ceremony, CeremonyCandidates, CeremonyItem, Screen } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, sql } from '../../platform/index.ts';

interface Row extends Omit<CeremonyItem, 'calledAt' | 'doneAt'> {
  calledAt: Date | null;
  doneAt: Date | null;
}

const PARTIES = sql`
  (SELECT json_agg(p.organisation ORDER BY p.position) FROM agreement_party p WHERE p.agreement_id = a.id)
`;
/** On stage comes what has been agreed and whose parties show themselves. */
export const ON_STAGE = sql`
  a.parties_public AND a.state IN ('ready','partly_signed','signed','registered','completed')
`;

export async function ceremonyOf(manager: EntityManager, editionId: string): Promise<Ceremony> {
  const head = await maybeOne<Pick<Ceremony, 'revision' | 'mode' | 'current'>>(manager)`
    SELECT revision, mode, current FROM ceremony WHERE edition_id = ${editionId}
  `;
  const items = await all<Row>(manager)`
    SELECT i.agreement_id AS "agreementId", i.position, a.title, a.kind, ${PARTIES} AS parties, a.number,
      i.called_at AS "calledAt", i.done_at AS "doneAt"
    FROM ceremony_item i
    JOIN agreement a ON a.id = i.agreement_id
    WHERE i.edition_id = ${editionId}
    ORDER BY i.position
  `;
  const dated = items.map((item) => ({
    ...item,
    calledAt: item.calledAt?.toISOString() ?? null,
    doneAt: item.doneAt?.toISOString() ?? null,
  }));
  return { ...(head ?? { revision: 0, mode: 'wall', current: null }), items: dated };
}

/** What the big screens show now. */
export async function screenOf(manager: EntityManager, editionId: string): Promise<Screen> {
  const { mode, current, items } = await ceremonyOf(manager, editionId);
  const index = items.findIndex(({ agreementId }) => agreementId === current);
  const item = items[index];
  return {
    mode,
    item: item
      ? {
          title: item.title,
          kind: item.kind,
          parties: item.parties,
          position: index + 1,
          of: items.length,
          number: item.number,
        }
      : null,
  };
}

/** Agreements of an edition that could still be put on, by title; at most fifty. */
export async function ceremonyCandidates(
  manager: EntityManager,
  editionId: string,
  typed: string,
): Promise<CeremonyCandidates> {
  const items = await all<CeremonyCandidates['items'][number]>(manager)`
    SELECT a.id AS "agreementId", a.title, ${PARTIES} AS parties, a.number FROM agreement a
    WHERE a.edition_id = ${editionId} AND ${ON_STAGE} AND NOT EXISTS (SELECT 1 FROM ceremony_item i
      WHERE i.agreement_id = a.id)
      AND (${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)} = ''
        OR a.title ILIKE '%' || ${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)} || '%'
        OR a.number ILIKE '%' || ${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)} || '%')
    ORDER BY a.number DESC NULLS FIRST, a.id DESC
    LIMIT 50
  `;
  return { items };
}
