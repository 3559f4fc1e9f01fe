import { common, type Layout, type Placed } from '../layout.ts';
import type { Timetable, Weight } from '../input/solver-input.ts';
import { GROUP_RULES } from '../rules/group-rules.ts';
import { PAIR_RULES, REWARDS } from '../rules/pair-rules.ts';
import { TALK_RULES } from '../rules/talk-rules.ts';
import { plus, zero, type Score } from './score.ts';
import { CONSTRAINTS, type ConstraintName } from '../rules/weights.ts';

/** One place where a constraint counts: the talks concerned and what it does to the score. */
export interface Match {
  constraint: ConstraintName;
  talks: string[];
  score: Score;
}

export interface ConstraintTotal {
  score: Score;
  matches: Match[];
}

export interface Evaluation {
  score: Score;
  /** Only constraints that count somewhere. */
  constraints: Partial<Record<ConstraintName, ConstraintTotal>>;
  unplaced: string[];
}

/**
 * Scores a whole timetable from the rules as they are written; unplaced talks count nowhere.
 * The search has its own arithmetic (`SearchState`); a property test holds the two together.
 */
export function evaluate(layout: Layout, timetable: Timetable): Evaluation {
  const all = layout.all(timetable);
  const constraints: Evaluation['constraints'] = {};
  let score = zero();
  for (const match of matches(layout, all)) {
    const total = (constraints[match.constraint] ??= { score: zero(), matches: [] });
    total.score = plus(total.score, match.score);
    total.matches.push(match);
    score = plus(score, match.score);
  }
  const unplaced = layout.input.talks.filter((talk) => !timetable.has(talk.id)).map((talk) => talk.id);
  return { score, constraints, unplaced };
}

/** The matches that one talk has a part in, where it is. */
export function matchesOf(layout: Layout, timetable: Timetable, talkId: string): Match[] {
  return involving(layout, layout.all(timetable), talkId);
}

/** As `matchesOf`, for talks already looked up. */
export function involving(layout: Layout, all: Placed[], talkId: string): Match[] {
  const one = all.find((at) => at.talk.id === talkId);
  if (!one) return [];
  const found: Match[] = [];
  for (const [name, weight] of activeConstraints(layout)) {
    pushTalk(found, name, weight, one, layout);
    for (const other of all) {
      if (other !== one) pushPair(found, name, weight, one, other, layout);
    }
    for (const group of GROUP_RULES[name]?.(all, layout) ?? []) {
      if (group.talks.includes(one)) found.push(matchOf(name, weight, group.talks, group.count));
    }
  }
  return found;
}

function* matches(layout: Layout, all: Placed[]): Generator<Match> {
  for (const [name, weight] of activeConstraints(layout)) {
    const found: Match[] = [];
    all.forEach((a, index) => {
      pushTalk(found, name, weight, a, layout);
      if (PAIR_RULES[name])
        for (let other = index + 1; other < all.length; other++)
          pushPair(found, name, weight, a, all[other] as Placed, layout);
    });
    yield* found;
    for (const group of GROUP_RULES[name]?.(all, layout) ?? []) yield matchOf(name, weight, group.talks, group.count);
  }
}

/** The constraints that weigh anything, in the order of their names' list. */
export function activeConstraints(layout: Layout): [ConstraintName, Weight][] {
  return CONSTRAINTS.flatMap((name) => {
    const weight = layout.input.weights[name];
    return weight && (weight.hard !== 0 || weight.medium !== 0 || weight.soft !== 0) ? [[name, weight]] : [];
  });
}

/** How often a talk breaks a constraint by itself, in the constraint's unit. */
export function talkCount(name: ConstraintName, at: Placed, layout: Layout): number {
  return TALK_RULES[name]?.(at, layout) ?? 0;
}

/** The matches of two talks, as counts: a conflict of two speakers is two matches, one for each of them. */
export function pairCounts(name: ConstraintName, a: Placed, b: Placed, layout: Layout): number[] {
  const count = PAIR_RULES[name]?.(a, b, layout) ?? 0;
  if (count === 0) return NONE;
  const parts = name === 'Speaker conflict' ? common(a.talk.speakers, b.talk.speakers) : 1;
  return Array.from({ length: parts }, () => count / parts);
}

const NONE: number[] = [];

function pushTalk(into: Match[], name: ConstraintName, weight: Weight, at: Placed, layout: Layout): void {
  const count = talkCount(name, at, layout);
  if (count !== 0) into.push(matchOf(name, weight, [at], count));
}

function pushPair(into: Match[], name: ConstraintName, weight: Weight, a: Placed, b: Placed, layout: Layout): void {
  for (const count of pairCounts(name, a, b, layout)) into.push(matchOf(name, weight, [a, b], count));
}

/** What a count does to the score. */
export function matchOf(constraint: ConstraintName, weight: Weight, talks: Placed[], count: number): Match {
  const sign = REWARDS.has(constraint) ? count : -count;
  return {
    constraint,
    talks: talks.map((at) => at.talk.id),
    score: { hard: weight.hard * sign || 0, medium: weight.medium * sign || 0, soft: weight.soft * sign || 0 },
  };
}
