import { z } from 'zod';
import { RowError, RuleValues } from '../platform/tables.ts';
import { Field, SessionKind, Track } from '../vocabulary.ts';
import { DraftChange } from './draft.ts';

/** Result of an import: good rows are imported, bad ones come back as a file. */
export const ImportReport = z.object({
  rows: z.int(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rowErrors: z.array(RowError),
  /** The bad rows with a column saying why, base64; null when all were good. */
  errorReport: z.string().nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const GroupReport = z.object({ sessions: z.int(), projects: z.int(), left: z.int(), draft: DraftChange });
export type GroupReport = z.infer<typeof GroupReport>;

/** What imported sessions are when their file does not say it in our words. */
export const ImportSessionsQuery = z.strictObject({
  track: Track.default('hightech'),
  field: Field.default('services'),
  kind: SessionKind.default('talk'),
});
export type ImportSessionsQuery = z.infer<typeof ImportSessionsQuery>;
export const SessionImportReport = z.object({
  events: z.int(),
  imported: z.int(),
  /** Events left out, by their place in the file, and what is said of each, in English and in Chinese. */
  eventErrors: z.array(
    z.object({
      where: z.string(),
      whereZh: z.string(),
      rule: z.string(),
      values: RuleValues,
      detail: z.string(),
      detailZh: z.string(),
    }),
  ),
  draft: DraftChange,
});
export type SessionImportReport = z.infer<typeof SessionImportReport>;
