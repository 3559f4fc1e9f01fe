import type { EditionPhase, EditionTotals } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { one } from '../../platform/index.ts';

export type ProgrammeFigures = Pick<EditionTotals, 'sessions' | 'projects'>;

/** How many sessions and accepted projects an edition has. */
export async function programmeFigures(manager: EntityManager, editionId: string): Promise<ProgrammeFigures> {
  return one<ProgrammeFigures>(manager)`
    SELECT (SELECT count(*)::int FROM session WHERE edition_id = ${editionId} AND cancelled_at IS NULL) AS sessions,
      (SELECT count(*)::int FROM project
        WHERE edition_id = ${editionId} AND status IN ('accepted', 'confirmed')) AS projects
  `;
}

/** How far an edition is at `now`, and the start of its first session; null while nothing is published. */
export async function editionPhase(
  manager: EntityManager,
  editionId: string,
  now: Date,
): Promise<{ phase: EditionPhase; opensAt: Date | null }> {
  const { opensAt, closesAt, live } = await one<{ opensAt: Date | null; closesAt: Date | null; live: boolean }>(
    manager,
  )`
    SELECT min(starts_at) AS "opensAt", max(ends_at) AS "closesAt", coalesce(bool_or(state = 'live'), false) AS live
    FROM session
    WHERE edition_id = ${editionId} AND cancelled_at IS NULL
  `;
  if (live) return { phase: 'during', opensAt };
  if (!opensAt || !closesAt || now < opensAt) return { phase: 'before', opensAt };
  return { phase: now < closesAt ? 'during' : 'after', opensAt };
}
