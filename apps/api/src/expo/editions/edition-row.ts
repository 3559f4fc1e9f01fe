import { sql } from '../../platform/index.ts';

/** An edition as its row has it, read once: what is changed meanwhile is not seen in it. */
export interface EditionRow {
  readonly id: string;
  readonly code: string;
  readonly year: number;
  readonly nameZh: string;
  readonly nameEn: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Its first calendar day, YYYY-MM-DD in its own zone. */
  readonly startsOn: string;
  readonly dayCount: number;
  readonly demo: boolean;
  readonly programmeRevision: number;
  /** Null while it is being prepared; the public pages show the latest open one. */
  readonly openedAt: Date | null;
  readonly draftRevision: number;
  readonly rules: object;
}

/** What an `EditionRow` is selected by, FROM edition. */
export const EDITION_ROW = sql`
  id, code, year, name_zh AS "nameZh", name_en AS "nameEn", time_zone AS "timeZone", starts_on::text AS "startsOn",
  day_count AS "dayCount", demo, programme_revision AS "programmeRevision", opened_at AS "openedAt",
  draft_revision AS "draftRevision", rules
`;
