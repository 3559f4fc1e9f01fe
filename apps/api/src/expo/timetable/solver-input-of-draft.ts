import type { EntityManager } from 'typeorm';
import { readPlan } from '../draft/read-draft.ts';
import { readPlanningContext } from './planning-context.ts';
import { toSolverInput, type DraftSolverInput } from './to-solver-input.ts';

/** The workspace in the solver's words. @throws ProblemError 404 */
export async function solverInputOfDraft(manager: EntityManager, editionId: string): Promise<DraftSolverInput> {
  const plan = await readPlan(manager, editionId);
  return toSolverInput(plan, await readPlanningContext(manager, editionId));
}
