import type { Home } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { one } from '../../platform/index.ts';

export type ProgrammeFigures = Pick<Home['figures'], 'sessions' | 'projects'>;

/** How many sessions and accepted projects an edition has. */
export async function programmeFigures(manager: EntityManager, editionId: string): Promise<ProgrammeFigures> {
  return one<ProgrammeFigures>(manager)`
    SELECT (SELECT count(*)::int FROM session WHERE edition_id = ${editionId} AND cancelled_at IS NULL) AS sessions,
      (SELECT count(*)::int FROM project
        WHERE edition_id = ${editionId} AND status IN ('accepted', 'confirmed')) AS projects
  `;
}
