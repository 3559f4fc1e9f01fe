import { z } from 'zod';
import { Id, Instant } from '../platform/common.ts';
import { LedgerLine } from './ledger.ts';
import { AgreementKind, AgreementSource, AgreementState, City, Track } from '../vocabulary.ts';

/** A slip of the signing wall. `amountFen` and `parties` are null where the parties keep them to themselves. */
export const WallSlip = z.object({
  number: z.string(),
  kind: AgreementKind,
  title: z.string(),
  parties: z.array(z.string()).nullable(),
  amountFen: z.int().nullable(),
  city: City.nullable(),
  track: Track.nullable(),
  registeredAt: Instant,
});
export type WallSlip = z.infer<typeof WallSlip>;

/** Counts and public amounts of an edition's agreements; those replaced by an amendment or a correction count once. */
export const WallTotals = z.object({
  count: z.int(),
  amountFen: z.int(),
  byCity: z.array(z.object({ city: City, count: z.int() })),
  byTrack: z.array(z.object({ track: Track, count: z.int() })),
  /** Registrations by hour of the last day with any, the hour in the edition's own zone, 0 to 23. */
  byHour: z.array(z.object({ hour: z.int(), count: z.int() })),
});
export type WallTotals = z.infer<typeof WallTotals>;

/** What the big screens show now, switched by staff. */
export const Screen = z.object({
  mode: z.enum(['wall', 'ceremony']),
  item: z
    .object({
      title: z.string(),
      kind: AgreementKind,
      parties: z.array(z.string()),
      position: z.int(),
      of: z.int(),
      number: z.string().nullable(),
    })
    .nullable(),
});
export type Screen = z.infer<typeof Screen>;

export const Wall = WallTotals.extend({
  editionId: Id,
  editionNameZh: z.string(),
  editionNameEn: z.string(),
  newest: z.array(WallSlip),
  /** While this edition has few: the newest of the last one that had any. */
  previous: z.object({ nameZh: z.string(), nameEn: z.string(), newest: z.array(WallSlip) }).nullable(),
  screen: Screen,
});
export type Wall = z.infer<typeof Wall>;

/** The public verification page of a registered agreement. */
export const Verification = z.object({
  slip: WallSlip,
  state: AgreementState,
  source: AgreementSource,
  edition: z.object({
    code: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    timeZone: z.string(),
    demo: z.boolean(),
  }),
  entry: LedgerLine,
  /** Numbers of the agreement this one replaced, and of the one that replaced it. */
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
});
export type Verification = z.infer<typeof Verification>;

/** A year in figures, for staff and organizers. Amounts are public ones, in CNY fen. */
export const EditionFigures = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  count: z.int(),
  amountFen: z.int(),
  /** What the parties have reported as paid or delivered. */
  realisedFen: z.int(),
  completed: z.int(),
  terminated: z.int(),
  milestonesDue: z.int(),
  milestonesDone: z.int(),
  milestonesOverdue: z.int(),
  byKind: z.array(z.object({ kind: AgreementKind, count: z.int(), amountFen: z.int() })),
});
export type EditionFigures = z.infer<typeof EditionFigures>;
