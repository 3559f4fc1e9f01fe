import { z } from 'zod';
import { SolverInputError, type SolverInput, type Timetable } from './solver-input.ts';
import { DEFAULT_WEIGHTS } from '../rules/weights.ts';

const Text = z.string().min(1);
const Texts = z.array(Text).default([]);
const Minutes = z.int();
const Wishes = {
  requiredTimeslot: Texts,
  preferredTimeslot: Texts,
  prohibitedTimeslot: Texts,
  undesiredTimeslot: Texts,
  requiredRoom: Texts,
  preferredRoom: Texts,
  prohibitedRoom: Texts,
  undesiredRoom: Texts,
};
const CellShape = z.strictObject({ timeslot: Text, room: Text });
const Level = z.int().nonnegative();

/** A problem as a JSON file; what a file leaves out is empty, and weights it does not name are the defaults. */
export const SolverInputFile = z.strictObject({
  name: z.string().default(''),
  minimumPause: z.int().nonnegative().default(15),
  weights: z
    .partialRecord(
      z.enum(Object.keys(DEFAULT_WEIGHTS) as [string, ...string[]]),
      z.strictObject({ hard: Level, medium: Level, soft: Level }),
    )
    .default({}),
  timeslots: z.array(
    z.strictObject({ id: Text, day: z.iso.date(), start: Minutes, end: Minutes, kinds: Texts, tags: Texts }),
  ),
  rooms: z.array(
    z.strictObject({
      id: Text,
      capacity: Level,
      kinds: Texts,
      tags: Texts,
      unavailable: Texts,
      venue: Text.optional(),
      seatless: z.boolean().optional(),
    }),
  ),
  speakers: z.array(z.strictObject({ id: Text, unavailable: Texts, ...Wishes })).default([]),
  talks: z.array(
    z.strictObject({
      id: Text,
      title: z.string().default(''),
      kind: Text,
      speakers: Texts,
      themeTracks: Texts,
      sectors: Texts,
      audienceTypes: Texts,
      audienceLevel: z.int().default(1),
      contents: Texts,
      language: z.string().default(''),
      ...Wishes,
      mutuallyExclusive: Texts,
      prerequisites: Texts,
      favourites: Level.default(0),
      crowdControlRisk: Level.default(0),
      pinned: z.boolean().default(false),
      published: CellShape.optional(),
      minutes: Level.optional(),
      expected: Level.optional(),
      uses: z.record(Text, Level).optional(),
      followers: z.array(Text).optional(),
      concerned: Level.optional(),
    }),
  ),
  resources: z.array(z.strictObject({ id: Text, units: Level })).optional(),
  windows: z.array(z.strictObject({ id: Text, start: Minutes, end: Minutes, kinds: Texts })).optional(),
  travelTimes: z.array(z.strictObject({ from: Text, to: Text, minutes: Level })).optional(),
  /** Where each talk is, by talk id. */
  timetable: z.record(Text, CellShape).default({}),
});

/** @throws SolverInputError naming the first wrong field. */
export function readJson(text: string): { input: SolverInput; timetable: Timetable } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new SolverInputError('file', `is not JSON: ${(error as Error).message}`);
  }
  const parsed = SolverInputFile.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0] as z.core.$ZodIssue;
    throw new SolverInputError(issue.path.join('.') || 'file', issue.message);
  }
  const { timetable, ...input } = parsed.data;
  return {
    input: { ...input, weights: { ...DEFAULT_WEIGHTS, ...input.weights } } as SolverInput,
    timetable: new Map(Object.entries(timetable)),
  };
}

export function writeJson(input: SolverInput, timetable: Timetable): string {
  return `${JSON.stringify({ ...input, timetable: Object.fromEntries(timetable) }, null, 1)}\n`;
}
