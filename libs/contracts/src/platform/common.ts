import { z } from 'zod';
import { broken } from '../problems/rule.ts';
import { Cursor } from './text.ts';

export * from './text.ts';
export * from './time.ts';

/** Of anything we keep, in small letters as the database has it. */
export const Id = z.uuid().toLowerCase();

/** Largest number that a column of type integer holds. */
const MAX_INTEGER = 2_147_483_647;

/** A whole number between bounds; without them one that counts, as far as a column of type integer goes. */
export const integer = (min = 0, max = MAX_INTEGER) => z.int().min(min).max(max);

/** The same, written in an address. */
export const integerInAddress = (min = 0, max = MAX_INTEGER) => z.coerce.number().int().min(min).max(max);

/** Values by their keys, `most` at most. */
export const recordOf = <V extends z.ZodType>(key: z.ZodType<string, string>, value: V, most: number) =>
  z.record(key, value).refine((record) => Object.keys(record).length <= most, {
    ...broken('too_big.entries', { max: most }),
  });

/** Largest amount one agreement may carry: 10^12 CNY, in fen. */
export const MAX_AMOUNT_FEN = 100_000_000_000_000;

/** An amount of money in CNY fen; whole, never negative. */
export const AmountFen = integer(0, MAX_AMOUNT_FEN);

export const PageQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: integerInAddress(1, 100).default(24),
});

/** One page of a list; `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() });

/**
 * RFC 9457 problem details, in the language asked for; `type` is where the code is documented. `errors` names each
 * offending field by JSON pointer with the rule it breaks. A code's parameters are members of their own.
 */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        rule: z.string(),
        detail: z.string(),
        values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Largest file the product accepts, in bytes (50 MB). */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
