import { z } from 'zod';

export const Id = z.uuid();

/** An instant, ISO 8601 with its zone; the API always answers in UTC. */
export const Instant = z.iso.datetime({ offset: true });

/** A calendar day in the edition's own time zone, YYYY-MM-DD. */
export const Day = z.iso.date();

/** One line typed by a person: trimmed, no control characters. `max` counts UTF-16 units. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters');

/** Several lines typed by a person: trimmed, line breaks and tabs allowed. */
export const paragraph = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u, 'must not contain control characters');

/** Largest amount one agreement may carry: 10^12 CNY, in fen. */
export const MAX_AMOUNT_FEN = 100_000_000_000_000;

/** An amount of money in CNY fen; whole, never negative. */
export const AmountFen = z.int().min(0).max(MAX_AMOUNT_FEN);

export const PageQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(24),
});

/** One page of a list; `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() });

/**
 * RFC 9457 problem details. `errors` names each offending field by JSON pointer
 * together with the rule it breaks.
 */
export const Problem = z.object({
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
