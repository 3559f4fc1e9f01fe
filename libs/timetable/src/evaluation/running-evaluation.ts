import { activeConstraints, matchOf, pairCounts, talkCount, type Match } from './evaluate.ts';
import type { Layout, Placed } from '../layout.ts';
import type { Timetable, Weight } from '../input/solver-input.ts';
import { changedTalks } from './changed-talks.ts';
import { GROUP_RULES } from '../rules/group-rules.ts';
import { PAIR_RULES, REWARDS } from '../rules/pair-rules.ts';
import { compareScores, plus, zero, type Score } from './score.ts';
import { CONSTRAINTS, type ConstraintName } from '../rules/weights.ts';

/** Where a constraint counts, by indices in the problem's order; `b` is -1 where one talk breaks it alone. */
interface Place {
  a: number;
  b: number;
  count: number;
}

export interface RuleTotal {
  score: Score;
  /** Matches in all. */
  count: number;
  /** The worst of them first. */
  matches: Match[];
}

export interface EvaluationSummary {
  score: Score;
  /** Only constraints that count somewhere. */
  constraints: Partial<Record<ConstraintName, RuleTotal>>;
  unplaced: string[];
}

/**
 * An evaluation that follows a timetable from edit to edit: of talks and pairs, only what the changed talks have a part
 * in is counted anew; groups are counted as a whole. At any time the same as `evaluate`, to which a property test holds
 * it; the search's own deltas (`SearchState`) know the score alone, not where each rule counts.
 */
export class RunningEvaluation {
  #layout: Layout;
  #timetable: Timetable;
  /** Talks and pairs by constraint, the worst first. */
  #places = new Map<ConstraintName, Place[]>();
  #groups = new Map<ConstraintName, Match[]>();

  /** @throws SolverInputError for a place that is not in the problem */
  constructor(layout: Layout, timetable: Timetable) {
    this.#layout = layout;
    this.#timetable = timetable;
    this.#count(layout, timetable, null, new Set());
  }

  /**
   * Goes over to another state of the workspace, whatever is different in it.
   * @returns the matches of the watched constraints between talks that had none of that constraint before
   * @throws SolverInputError for a place that is not in the problem; the state from before is kept
   */
  update(layout: Layout, timetable: Timetable, watched: ReadonlySet<ConstraintName> = new Set()): Match[] {
    const changed = changedTalks({ layout: this.#layout, timetable: this.#timetable }, { layout, timetable });
    return changed?.size === 0 ? [] : this.#count(layout, timetable, changed, watched);
  }

  /** Totals by constraint, each with its worst matches, at most `most` of them. */
  summary(most: number): EvaluationSummary {
    const { input } = this.#layout;
    const constraints: EvaluationSummary['constraints'] = {};
    let score = zero();
    for (const [name, weight] of activeConstraints(this.#layout)) {
      const places = this.#places.get(name) ?? [];
      const groups = this.#groups.get(name) ?? [];
      if (places.length + groups.length === 0) continue;
      const units = places.reduce((sum, place) => sum + place.count, 0);
      const total = groups.reduce((sum, group) => plus(sum, group.score), matchOf(name, weight, [], units).score);
      const worst = places.slice(0, most).map((place) => this.#match(this.#layout, name, weight, place));
      const matches = groups.length === 0 ? worst : [...worst, ...groups].sort(worstFirst).slice(0, most);
      constraints[name] = { score: total, count: places.length + groups.length, matches };
      score = plus(score, total);
    }
    const unplaced = input.talks.filter((talk) => !this.#timetable.has(talk.id)).map((talk) => talk.id);
    return { score, constraints, unplaced };
  }

  /** `changed` null is everything. */
  #count(
    layout: Layout,
    timetable: Timetable,
    changed: ReadonlySet<number> | null,
    watched: ReadonlySet<ConstraintName>,
  ): Match[] {
    const placed = layout.input.talks.map((talk) => {
      const cell = timetable.get(talk.id);
      return cell ? layout.placed(talk.id, cell) : null;
    });
    const all = placed.filter((at) => at !== null);
    const weights = new Map(activeConstraints(layout));
    const places = new Map<ConstraintName, Place[]>();
    const groups = new Map<ConstraintName, Match[]>();
    const appeared: Match[] = [];
    for (const name of CONSTRAINTS) {
      const weight = weights.get(name);
      if (!weight) continue;
      const known = this.#places.get(name) ?? [];
      const fresh = freshPlaces(name, weight, placed, changed, layout);
      const stale = (place: Place) => changed === null || changed.has(place.a) || changed.has(place.b);
      places.set(name, changed === null ? fresh : merged(known, stale, fresh, ordering(name, weight)));
      const groupsNow = (GROUP_RULES[name]?.(all, layout) ?? []).map((group) =>
        matchOf(name, weight, group.talks, group.count),
      );
      groups.set(name, groupsNow);
      if (!watched.has(name)) continue;
      const before = new Set([
        ...known.filter(stale).map((place) => keyOf(this.#match(this.#layout, name, weight, place))),
        ...(this.#groups.get(name) ?? []).map(keyOf),
      ]);
      const now = [...fresh.map((place) => this.#match(layout, name, weight, place)), ...groupsNow];
      appeared.push(...now.filter((match) => !before.has(keyOf(match))));
    }
    this.#layout = layout;
    this.#timetable = timetable;
    this.#places = places;
    this.#groups = groups;
    return appeared;
  }

  #match({ input: { talks } }: Layout, name: ConstraintName, weight: Weight, { a, b, count }: Place): Match {
    const { score } = matchOf(name, weight, [], count);
    return { constraint: name, talks: [a, b].flatMap((index) => talks[index]?.id ?? []), score };
  }
}

const keyOf = (match: Match) => match.talks.join('|');
const worstFirst = (a: Match, b: Match) => compareScores(a.score, b.score);

/** The worst first, and among equals in the problem's order: what `evaluate` gives, sorted by score. */
function ordering(name: ConstraintName, { hard, medium, soft }: Weight): (a: Place, b: Place) => number {
  const sign = Math.sign(hard || medium || soft) * (REWARDS.has(name) ? 1 : -1);
  return (x, y) => sign * (x.count - y.count) || x.a - y.a || x.b - y.b;
}

/** Where the changed talks (null: all) count now, in order. */
function freshPlaces(
  name: ConstraintName,
  weight: Weight,
  placed: (Placed | null)[],
  changed: ReadonlySet<number> | null,
  layout: Layout,
): Place[] {
  const found: Place[] = [];
  for (const a of changed ?? placed.keys()) {
    const one = placed[a];
    if (!one) continue;
    const count = talkCount(name, one, layout);
    if (count !== 0) found.push({ a, b: -1, count });
    if (PAIR_RULES[name]) pushPairs(found, name, placed, a, changed, layout);
  }
  return found.sort(ordering(name, weight));
}

/** Of two changed talks the earlier counts the pair. */
function pushPairs(
  into: Place[],
  name: ConstraintName,
  placed: (Placed | null)[],
  talk: number,
  changed: ReadonlySet<number> | null,
  layout: Layout,
): void {
  for (let other = changed === null ? talk + 1 : 0; other < placed.length; other++) {
    if (other === talk || (other < talk && changed?.has(other))) continue;
    const [a, b] = talk < other ? [talk, other] : [other, talk];
    const [first, second] = [placed[a], placed[b]];
    if (!first || !second) continue;
    for (const count of pairCounts(name, first, second, layout)) into.push({ a, b, count });
  }
}

/** What is not stale of a sorted list, with a second sorted list put in. */
function merged(
  known: Place[],
  stale: (place: Place) => boolean,
  fresh: Place[],
  order: (a: Place, b: Place) => number,
): Place[] {
  const result: Place[] = [];
  let next = 0;
  for (const place of known) {
    if (stale(place)) continue;
    for (let one = fresh[next]; one && order(one, place) < 0; one = fresh[++next]) result.push(one);
    result.push(place);
  }
  for (; next < fresh.length; next++) result.push(fresh[next] as Place);
  return result;
}
