import { ProblemError } from '../problems/problem.ts';

/** Levels of lists and objects in one body; our deepest contract has six. */
const DEEPEST = 32;

/**
 * Refuses a body that is nested deeper than any contract: what works on it later may go down by itself, such as
 * JSON.stringify, and has a stack that ends. @throws ProblemError 400
 */
export function limitJsonDepth(body: unknown): void {
  let level = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST)
      throw new ProblemError('bad_request', { reason: `The JSON is nested deeper than ${DEEPEST} levels.` });
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}
