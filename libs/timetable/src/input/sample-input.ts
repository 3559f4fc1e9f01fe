import { noWishes, type SolverInput, type Talk } from './solver-input.ts';
import { Random } from '../search/random.ts';
import { DEFAULT_WEIGHTS } from '../rules/weights.ts';

export interface SampleSize {
  talks: number;
  /** Slots per day over three days. */
  slotsPerDay: number;
  rooms: number;
}

/** The demo edition's size: 101 sessions, 18 slots, 12 rooms. */
export const EXPO_SIZE: SampleSize = { talks: 101, slotsPerDay: 6, rooms: 12 };

/**
 * A made-up expo of a given size, for tests and measurements: three days, two venues, tags, speakers who are away,
 * streams and crews that are short, followers in common. The same seed gives the same problem.
 */
export function sampleInput(size: SampleSize, seed: number): SolverInput {
  const random = new Random(seed);
  const pick = <T>(items: T[]): T => items[random.below(items.length)] as T;
  const some = <T>(items: T[], chance: number): T[] => items.filter(() => random.unit() < chance);
  const days = ['2026-11-06', '2026-11-07', '2026-11-08'];
  const timeslots = days.flatMap((day, d) =>
    Array.from({ length: size.slotsPerDay }, (_, s) => {
      const start = d * 1440 + 540 + s * 90;
      return {
        id: `${day} ${s + 1}`,
        day,
        start,
        end: start + 80,
        kinds: ['pitch', 'talk'],
        tags: s === 0 ? ['morning'] : s === size.slotsPerDay - 1 ? ['last'] : [],
      };
    }),
  );
  const rooms = Array.from({ length: size.rooms }, (_, r) => ({
    id: `R${r + 1}`,
    capacity: 60 + 40 * random.below(12),
    kinds: r % 4 === 3 ? ['pitch'] : ['pitch', 'talk'],
    tags: some(['stage', 'booth', 'streaming'], 0.6),
    unavailable: some(timeslots, 0.03).map((slot) => slot.id),
    venue: r % 2 === 0 ? 'A' : 'B',
  }));
  const speakers = Array.from({ length: Math.ceil(size.talks * 0.8) }, (_, p) => ({
    id: `P${p + 1}`,
    ...noWishes(),
    unavailable: some(timeslots, 0.06).map((slot) => slot.id),
    undesiredTimeslot: random.unit() < 0.1 ? ['last'] : [],
  }));
  const people = Array.from({ length: size.talks * 3 }, (_, p) => `F${p + 1}`);
  const tracks = Array.from({ length: 9 }, (_, t) => `T${t + 1}`);
  const contents = Array.from({ length: Math.ceil(size.talks / 3) }, (_, t) => `C${t + 1}`);
  const talks = Array.from({ length: size.talks }, (_, t): Talk => {
    const kind = random.unit() < 0.85 ? 'pitch' : 'talk';
    return {
      ...noWishes(),
      id: `S${t + 1}`,
      title: `Session ${t + 1}`,
      kind,
      speakers: [...new Set([pick(speakers).id, ...(random.unit() < 0.3 ? [pick(speakers).id] : [])])],
      themeTracks: [pick(tracks)],
      sectors: some(['health', 'energy', 'transport'], 0.15),
      audienceTypes: [pick(['owner', 'investor', 'public'])],
      audienceLevel: 1 + random.below(3),
      contents: [pick(contents)],
      language: random.unit() < 0.8 ? 'zh' : 'en',
      requiredRoom: random.unit() < 0.1 ? ['streaming'] : [],
      preferredRoom: random.unit() < 0.1 ? ['stage'] : [],
      mutuallyExclusive: random.unit() < 0.04 ? ['patron'] : [],
      prerequisites: t > 20 && random.unit() < 0.04 ? [`S${1 + random.below(20)}`] : [],
      favourites: random.below(800),
      crowdControlRisk: random.unit() < 0.05 ? 1 : 0,
      pinned: false,
      expected: 40 + random.below(300),
      uses: { streams: random.unit() < 0.5 ? 1 : 0, crews: random.unit() < 0.2 ? 1 : 0 },
      followers: some(people, 0.04),
      concerned: 20 + random.below(200),
    };
  });
  return {
    name: 'Sample expo',
    minimumPause: 15,
    weights: DEFAULT_WEIGHTS,
    timeslots,
    rooms,
    speakers,
    talks,
    resources: [
      { id: 'streams', units: Math.ceil(size.rooms * 0.6) },
      { id: 'crews', units: Math.ceil(size.rooms * 0.3) },
    ],
    windows: [{ id: 'opening', start: 540, end: 600, kinds: ['talk'] }],
    travelTimes: [{ from: 'A', to: 'B', minutes: 20 }],
  };
}
