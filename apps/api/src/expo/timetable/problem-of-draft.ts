import type { EntityManager } from 'typeorm';
import { readPlan } from '../draft/read-draft.ts';
import { surroundings } from './surroundings.ts';
import { toProblem, type DraftProblem } from './to-problem.ts';

/** The workspace in the solver's words. @throws ProblemError 404 */
export async function problemOfDraft(manager: EntityManager, editionId: string): Promise<DraftProblem> {
  const plan = await readPlan(manager, editionId);
  return toProblem(plan, await surroundings(manager, editionId));
}
