import { Track, type Impact, type ProgrammeRules, type SessionKind } from '@everexpo/contracts';
import { instantOf, numberOf, numberOrNull, typedNumber } from '../../../lib/forms/typed.ts';
import { localInput } from '../../../lib/time/local-input.ts';
import { RULES } from '../rule-labels.ts';

export const LENGTHS = [
  'changeoverMinutes',
  'minimumPauseMinutes',
  'pitchMinutes',
  'pitchesMin',
  'pitchesMax',
] as const;
export const CAPS = ['streams', 'crews'] as const;

type Typed<K extends string> = Record<K, string>;

/** The rules of a programme as typed: numbers as texts, instants in the device's zone, weights as hard/medium/soft. */
export interface RulesValues extends Typed<(typeof LENGTHS)[number]>, Typed<(typeof CAPS)[number]> {
  quotas: Typed<Track>;
  travelTimes: { from: string; to: string; minutes: string }[];
  windows: { name: string; startsAt: string; endsAt: string; kinds: SessionKind[] }[];
  weights: Typed<string>;
  /** '' where the rule does what it does by default. */
  impacts: Record<string, Impact | ''>;
}

const byKey = <K extends string, T>(keys: readonly K[], value: (key: K) => T): Record<K, T> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, T>;

/** Without what is left empty. */
const filled = <T, U>(record: Record<string, T>, of: (value: T) => U): Record<string, U> =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== '')
      .map(([key, value]) => [key, of(value)]),
  );

export const typedRules = (rules: ProgrammeRules): RulesValues => ({
  ...byKey([...LENGTHS, ...CAPS], (name) => typedNumber(rules[name])),
  quotas: byKey(Track.options, (track) => typedNumber(rules.quotas[track])),
  travelTimes: rules.travelTimes.map(({ minutes, ...walk }) => ({ ...walk, minutes: typedNumber(minutes) })),
  windows: rules.windows.map(({ name, startsAt, endsAt, kinds }) => ({
    name,
    startsAt: localInput(startsAt),
    endsAt: localInput(endsAt),
    kinds,
  })),
  weights: { ...byKey(RULES, () => ''), ...filled(rules.weights, (one) => `${one.hard}/${one.medium}/${one.soft}`) },
  impacts: { ...byKey(RULES, () => '' as const), ...rules.impacts },
});

/** What is no weight goes on as it is typed. */
function weightOf(typed: string) {
  const found = /^(\d{1,5})\/(\d{1,5})\/(\d{1,5})$/.exec(typed.trim());
  return found ? { hard: Number(found[1]), medium: Number(found[2]), soft: Number(found[3]) } : typed;
}

export const rulesOf = (values: RulesValues) => ({
  ...byKey(LENGTHS, (name) => numberOf(values[name])),
  ...byKey(CAPS, (name) => numberOrNull(values[name])),
  quotas: filled(values.quotas, numberOf),
  travelTimes: values.travelTimes.map(({ minutes, ...walk }) => ({ ...walk, minutes: numberOf(minutes) })),
  windows: values.windows.map(({ name, startsAt, endsAt, kinds }) => ({
    name,
    startsAt: instantOf(startsAt),
    endsAt: instantOf(endsAt),
    kinds,
  })),
  weights: filled(values.weights, weightOf),
  impacts: filled(values.impacts, (impact) => impact),
});
