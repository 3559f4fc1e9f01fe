import type { DraftEvaluation, Impact, ProgrammeRules } from '@everexpo/contracts';
import {
  DEFAULT_WEIGHTS,
  defaultImpact,
  evaluate,
  Layout,
  type ConstraintName,
  type Evaluation,
} from '@everexpo/timetable';
import type { EntityManager } from 'typeorm';
import { problemOfDraft, type DraftProblem } from './problem-of-draft.ts';

const MOST_MATCHES = 100;

/** The workspace's score by rule, each with its impact and the places where it counts. */
export async function evaluateDraft(
  manager: EntityManager,
  editionId: string,
): Promise<{ evaluation: DraftEvaluation; problem: DraftProblem }> {
  const problem = await problemOfDraft(manager, editionId);
  return { evaluation: evaluationOf(problem), problem };
}

export function evaluationOf({ problem, timetable, draft }: DraftProblem): DraftEvaluation {
  const evaluation = evaluate(new Layout(problem), timetable);
  const codes = new Map(draft.sessions.map((session) => [session.id, session.code]));
  return {
    score: evaluation.score,
    unplaced: evaluation.unplaced.length,
    rules: (
      Object.entries(evaluation.constraints) as [
        ConstraintName,
        NonNullable<Evaluation['constraints'][ConstraintName]>,
      ][]
    ).map(([name, total]) => ({
      name,
      impact: impactOf(name, draft.rules),
      score: total.score,
      count: total.matches.length,
      matches: total.matches
        .toSorted(
          (a, b) => a.score.hard - b.score.hard || a.score.medium - b.score.medium || a.score.soft - b.score.soft,
        )
        .slice(0, MOST_MATCHES)
        .map((match) => ({ sessions: match.talks.map((id) => codes.get(id) ?? id), score: match.score })),
    })),
  };
}

export function impactOf(name: ConstraintName, rules: ProgrammeRules): Impact {
  return rules.impacts[name] ?? defaultImpact(name, rules.weights[name] ?? DEFAULT_WEIGHTS[name]);
}
