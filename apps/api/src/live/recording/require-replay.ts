import type { EntityManager } from 'typeorm';
import { type Actor, maybeOne, notFound } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';

/**
 * Whether everybody may watch the recording now.
 * @throws ProblemError 404 for whoever may not, as if there were none
 */
export async function requireReplay(
  manager: EntityManager,
  actor: Actor,
  sessionId: string,
): Promise<{ open: boolean }> {
  const stage = await maybeOne<{ open: boolean }>(manager)`
    SELECT state = 'live' OR replay_open AS open FROM stage WHERE session_id = ${sessionId}
  `;
  if (!stage || !(stage.open || livePolicy.manageStage.allows(actor))) throw notFound('recording');
  return stage;
}
