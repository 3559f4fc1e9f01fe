import type { Home } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

export type ProgrammeFigures = Pick<Home['figures'], 'sessions' | 'projects'>;

/** How many sessions and accepted projects an edition has. */
export async function programmeFigures(manager: EntityManager, editionId: string): Promise<ProgrammeFigures> {
  const [row] = await manager.query<ProgrammeFigures[]>(
    `SELECT (SELECT count(*)::int FROM session WHERE edition_id = $1 AND cancelled_at IS NULL) AS sessions,
            (SELECT count(*)::int FROM project WHERE edition_id = $1 AND status IN ('accepted', 'confirmed')) AS projects`,
    [editionId],
  );
  return row as ProgrammeFigures;
}
