import { SolverInputError, type Weight } from '../input/solver-input.ts';
import type { Score } from '../evaluation/score.ts';

/** Room that the soft level has below one unit of the medium level in a packed number. */
export const MEDIUM_UNIT = 2 ** 34;

/** Score contributions on two numbers each: hard, and medium and soft packed as medium * MEDIUM_UNIT + soft. */
export interface Table {
  hard: Float64Array;
  rest: Float64Array;
}

/** What one unit adds to the score, on the two numbers. */
export type Price = [hard: number, rest: number];

/** What one unit does to the score: negative for penalties, positive for rewards. */
export function priced(weight: Weight | undefined, reward: boolean): Price {
  if (!weight) return [0, 0];
  if (Math.abs(weight.soft) > 1e7 || Math.abs(weight.medium) > 1e4 || Math.abs(weight.hard) > 1e7) {
    throw new SolverInputError('weights', 'must be at most 10000000 hard, 10000 medium and 10000000 soft');
  }
  const sign = reward ? 1 : -1;
  return [sign * weight.hard || 0, sign * (weight.medium * MEDIUM_UNIT + weight.soft) || 0];
}

export function table(size: number): Table {
  return { hard: new Float64Array(size), rest: new Float64Array(size) };
}

export function tableOf(prices: Price[]): Table {
  return { hard: Float64Array.from(prices, (price) => price[0]), rest: Float64Array.from(prices, (price) => price[1]) };
}

export function add(into: Table, at: number, price: Price, count: number): void {
  into.hard[at] = (into.hard[at] as number) + price[0] * count;
  into.rest[at] = (into.rest[at] as number) + price[1] * count;
}

export const times = (price: Price, count: number): Price =>
  count === 0 ? [0, 0] : [price[0] * count, price[1] * count];
export const plus = (a: Price, b: Price): Price => [a[0] + b[0], a[1] + b[1]];
export const isFree = (price: Price) => price[0] === 0 && price[1] === 0;

/** The score behind the two numbers. */
export function unpack(hard: number, rest: number): Score {
  const medium = Math.round(rest / MEDIUM_UNIT);
  return { hard: hard || 0, medium: medium || 0, soft: rest - medium * MEDIUM_UNIT || 0 };
}
