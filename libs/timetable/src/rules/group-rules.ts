import { minutes, type Layout, type Placed } from '../layout.ts';
import type { ConstraintName } from './weights.ts';

/** A constraint that looks at more than two talks: each group that breaks it, with the count in its unit. */
export type GroupRule = (all: Placed[], layout: Layout) => { talks: Placed[]; count: number }[];

export const GROUP_RULES: Partial<Record<ConstraintName, GroupRule>> = {
  'Crowd control': (all) => {
    const risky = Map.groupBy(
      all.filter((at) => at.talk.crowdControlRisk > 0),
      (at) => at.slot.id,
    );
    return [...risky.values()]
      .filter((group) => group.length > 2)
      .flatMap((group) => group.map((at) => ({ talks: [at], count: minutes(at.slot) })));
  },
  'Resource cap': (all, layout) =>
    (layout.input.resources ?? []).flatMap((resource) => {
      const users = all.filter((at) => (at.talk.uses?.[resource.id] ?? 0) > 0);
      return segments(layout).flatMap(({ start, end }) => {
        const now = users.filter((at) => at.slot.start <= start && at.slot.end >= end);
        const units = now.reduce((total, at) => total + (at.talk.uses?.[resource.id] ?? 0), 0);
        return units > resource.units ? [{ talks: now, count: (units - resource.units) * (end - start) }] : [];
      });
    }),
  'Track balance over days': (all, layout) => {
    const tracks = new Set(layout.input.talks.flatMap((talk) => talk.themeTracks));
    return [...tracks].flatMap((track) => {
      const share = evenShare(layout, track);
      const byDay = Map.groupBy(
        all.filter((at) => at.talk.themeTracks.includes(track)),
        (at) => at.slot.day,
      );
      return [...byDay.values()]
        .filter((talks) => talks.length > share)
        .map((talks) => ({ talks, count: talks.length - share }));
    });
  },
};

/** Talks of a track that one day may hold: all of them over the days, rounded up. */
export function evenShare(layout: Layout, track: string): number {
  return Math.ceil(layout.input.talks.filter((talk) => talk.themeTracks.includes(track)).length / layout.days.length);
}

/** The pieces of time between all starts and ends, within which nothing begins or ends. */
export function segments(layout: Layout): { start: number; end: number }[] {
  const edges = [...new Set(layout.input.timeslots.flatMap((slot) => [slot.start, slot.end]))].sort((a, b) => a - b);
  return edges.slice(1).map((end, index) => ({ start: edges[index] as number, end }));
}
