import { Injectable } from '@nestjs/common';
import type { DraftEvaluation, Impact, ProgrammeRules } from '@everexpo/contracts';
import {
  CONSTRAINTS,
  DEFAULT_WEIGHTS,
  defaultImpact,
  Layout,
  RunningEvaluation,
  type ConstraintName,
  type Match,
} from '@everexpo/timetable';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { readPlan } from '../draft/read-draft.ts';
import { fingerprintOf, readPeople, readPlanningContext } from './planning-context.ts';
import { toSolverInput, type DraftPlan, type DraftSolverInput, type People } from './to-solver-input.ts';

const MAX_MATCHES = 100;
/** A workspace of 808 sessions takes some 10 MB. */
const MAX_WORKSPACES = 4;

/** A rule that blocks placing, and the codes of the sessions that newly break it. */
export interface BrokenRule {
  rule: ConstraintName;
  sessions: string[];
}

/**
 * The evaluations of the workspaces that this node has seen last. Each call compares what it is given with what is kept
 * and counts only what is different: who edited, and on which node, makes it slower or faster and never wrong.
 */
@Injectable()
export class DraftEvaluations {
  private readonly kept = new LRUCache<string, RunningEvaluation>({ max: MAX_WORKSPACES });
  private readonly people = new LRUCache<string, { people: People; fingerprint: string }>({ max: MAX_WORKSPACES });

  /** The workspace's score by rule, each with its impact and the places where it counts. @throws ProblemError 404 */
  async read(manager: EntityManager, editionId: string): Promise<DraftEvaluation> {
    const draft = await this.solverInputFor(manager, await readPlan(manager, editionId));
    return viewOf(draft, this.advance(draft).evaluation);
  }

  /** A plan in the solver's words, with its people read again where they are others. */
  async solverInputFor(manager: EntityManager, plan: DraftPlan): Promise<DraftSolverInput> {
    const { id } = plan.edition;
    const known = this.people.get(id);
    const isCurrent = known !== undefined && known.fingerprint === (await fingerprintOf(manager, id));
    const now = isCurrent ? known : await readPeople(manager, id);
    this.people.set(id, now);
    return toSolverInput(plan, await readPlanningContext(manager, id, now.people));
  }

  /** The evaluation after an edit, and what the edit broke of the rules that block placing. */
  compare(before: DraftSolverInput, after: DraftSolverInput): { evaluation: DraftEvaluation; broken: BrokenRule[] } {
    this.advance(before);
    const { rules } = after.draft;
    const blocking = new Set(CONSTRAINTS.filter((name) => impactOf(name, rules) === 'block-placing'));
    const { evaluation, appeared } = this.advance(after, blocking);
    const codes = codesOf(after);
    const broken = appeared
      .filter(({ score }) => score.hard < 0 || score.medium < 0 || score.soft < 0)
      .map(({ constraint, talks }) => ({ rule: constraint, sessions: talks.map(codes) }));
    return { evaluation: viewOf(after, evaluation), broken };
  }

  private advance(
    { draft, input, timetable }: DraftSolverInput,
    watched?: ReadonlySet<ConstraintName>,
  ): { evaluation: RunningEvaluation; appeared: Match[] } {
    const layout = new Layout(input);
    const known = this.kept.get(draft.edition.id);
    if (known) return { evaluation: known, appeared: known.update(layout, timetable, watched) };
    const evaluation = new RunningEvaluation(layout, timetable);
    this.kept.set(draft.edition.id, evaluation);
    return { evaluation, appeared: [] };
  }
}

function viewOf(input: DraftSolverInput, running: RunningEvaluation): DraftEvaluation {
  const { score, unplaced, constraints } = running.summary(MAX_MATCHES);
  const codes = codesOf(input);
  return {
    score,
    unplaced: unplaced.length,
    rules: CONSTRAINTS.flatMap((name) => {
      const total = constraints[name];
      if (!total) return [];
      const matches = total.matches.map((match) => ({ sessions: match.talks.map(codes), score: match.score }));
      return [{ ...total, name, impact: impactOf(name, input.draft.rules), matches }];
    }),
  };
}

function codesOf({ draft }: DraftSolverInput): (id: string) => string {
  const codes = new Map(draft.sessions.map((session) => [session.id, session.code]));
  return (id) => codes.get(id) ?? id;
}

function impactOf(name: ConstraintName, rules: ProgrammeRules): Impact {
  return rules.impacts[name] ?? defaultImpact(name, rules.weights[name] ?? DEFAULT_WEIGHTS[name]);
}
