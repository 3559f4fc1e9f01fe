import type { Weight } from '../input/solver-input.ts';

const hard = (amount: number): Weight => ({ hard: amount, medium: 0, soft: 0 });
const medium = (amount: number): Weight => ({ hard: 0, medium: amount, soft: 0 });
const soft = (amount: number): Weight => ({ hard: 0, medium: 0, soft: amount });

/**
 * Names and default weights of the conference scheduling example of OptaPlanner 8.44 (its workbooks' sheet
 * "Configuration"), then what an expo needs besides.
 */
export const DEFAULT_WEIGHTS = {
  'Room unavailable timeslot': hard(100_000),
  'Room conflict': hard(1_000),
  'Speaker unavailable timeslot': hard(100),
  'Speaker conflict': hard(10),
  'Talk prerequisite talks': hard(10),
  'Talk mutually-exclusive-talks tags': hard(1),
  'Consecutive talks pause': hard(1),
  'Crowd control': hard(1),
  'Speaker required timeslot tags': hard(1),
  'Speaker prohibited timeslot tags': hard(1),
  'Talk required timeslot tags': hard(1),
  'Talk prohibited timeslot tags': hard(1),
  'Speaker required room tags': hard(1),
  'Speaker prohibited room tags': hard(1),
  'Talk required room tags': hard(1),
  'Talk prohibited room tags': hard(1),
  'Published timeslot': medium(1),
  'Published room': soft(10),
  'Theme track conflict': soft(10),
  'Theme track room stability': soft(10),
  'Sector conflict': soft(10),
  'Audience type diversity': soft(1),
  'Audience type theme track conflict': soft(1),
  'Audience level diversity': soft(1),
  'Content audience level flow violation': soft(10),
  'Content conflict': soft(100),
  'Language diversity': soft(10),
  'Same day talks': soft(10),
  'Popular talks': soft(10),
  'Speaker preferred timeslot tags': soft(20),
  'Speaker undesired timeslot tags': soft(20),
  'Talk preferred timeslot tags': soft(20),
  'Talk undesired timeslot tags': soft(20),
  'Speaker preferred room tags': soft(20),
  'Speaker undesired room tags': soft(20),
  'Talk preferred room tags': soft(20),
  'Talk undesired room tags': soft(20),
  'Reserved window': hard(10),
  'Resource cap': hard(10),
  'Walking time': soft(10),
  'Room seats': soft(20),
  'Shared followers': soft(1),
  'Track balance over days': soft(2_000),
  'People moved': soft(1),
} satisfies Record<string, Weight>;

export type ConstraintName = keyof typeof DEFAULT_WEIGHTS;

export const CONSTRAINTS = Object.keys(DEFAULT_WEIGHTS) as ConstraintName[];

/** What a broken rule does to those who edit and publish (the four levels of pretalx). */
export type Impact = 'block-placing' | 'block-publishing' | 'warn' | 'ignore';

/** The impact of a constraint unless an edition says otherwise: hard blocks publishing, the rest warns. */
export function defaultImpact(name: ConstraintName, weight: Weight): Impact {
  if (weight.hard === 0 && weight.medium === 0 && weight.soft === 0) return 'ignore';
  if (name === 'Room conflict' || name === 'Room unavailable timeslot') return 'block-placing';
  return weight.hard > 0 ? 'block-publishing' : 'warn';
}
