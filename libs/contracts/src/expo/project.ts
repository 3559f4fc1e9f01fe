import { z } from 'zod';
import { AmountFen, Id, Instant, line, PageQuery, pageOf } from '../platform/common.ts';
import { rule } from '../problems/rule.ts';
import { City, Field, Track } from '../vocabulary.ts';
import { Room, SessionCard } from './programme.ts';
import { ProjectCard } from './project-card.ts';

/** How many projects a person marks at most, and how many of them are asked for in one list. */
export const MAX_FAVOURITES = 100;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Ids in an address, parted by commas. */
const Ids = z
  .string()
  .max(37 * MAX_FAVOURITES)
  .regex(new RegExp(`^${UUID}(?:,${UUID})*$`), rule('ids'));

export const ProjectSort = z.enum(['relevance', 'pitch']);
export type ProjectSort = z.infer<typeof ProjectSort>;

export const SearchQuery = PageQuery.extend({
  q: line(100, 0).optional(),
  track: Track.optional(),
  field: Field.optional(),
  city: City.optional(),
  /** These alone, such as somebody's favourites. */
  ids: Ids.optional(),
  sort: ProjectSort.default('relevance'),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** When and where a project is pitched, as planned; its session may be running late. */
export const NextPitch = z.object({
  sessionId: Id,
  startsAt: Instant,
  roomZh: z.string(),
  roomEn: z.string(),
});
export type NextPitch = z.infer<typeof NextPitch>;

/** A project of a list; `matched` are the parts of its texts that the search met, in small letters and half width. */
export const ProjectListItem = ProjectCard.extend({
  ownerName: z.string(),
  ownerNameEn: z.string(),
  amountSoughtFen: z.int().nullable(),
  /** Null when it has been on, or has no place yet. */
  nextPitch: NextPitch.nullable(),
  matched: z.array(z.string()),
  /** Where the summaries were met. */
  excerptZh: z.string().nullable(),
  excerptEn: z.string().nullable(),
});
export type ProjectListItem = z.infer<typeof ProjectListItem>;

export const ProjectPage = pageOf(ProjectListItem).extend({ timeZone: z.string() });
export type ProjectPage = z.infer<typeof ProjectPage>;

/** A project of the same field, with what both titles have in common. */
export const SimilarProject = ProjectCard.extend({ sharedZh: z.array(z.string()), sharedEn: z.array(z.string()) });
export type SimilarProject = z.infer<typeof SimilarProject>;

export const ProjectDetail = ProjectCard.extend({
  summaryZh: z.string(),
  summaryEn: z.string(),
  seeksZh: z.string(),
  seeksEn: z.string(),
  amountSoughtFen: AmountFen.nullable(),
  ownerName: z.string(),
  ownerNameEn: z.string(),
  timeZone: z.string(),
  pitch: z
    .object({ id: Id, position: z.int(), startsAt: Instant, begun: z.boolean(), session: SessionCard, room: Room })
    .nullable(),
  /** Pages that the reader may see: once its pitch has been on, or as one who works on it. */
  deck: z.object({ sha256: z.string(), pages: z.int() }).nullable(),
  similar: z.array(SimilarProject),
  mine: z.boolean(),
});
export type ProjectDetail = z.infer<typeof ProjectDetail>;

/** Projects that somebody has marked, the newest mark first. */
export const Favourites = z.object({ projectIds: z.array(Id) });
export type Favourites = z.infer<typeof Favourites>;

export const MarkFavourites = z.strictObject({ projectIds: z.array(Id).min(1).max(MAX_FAVOURITES) });
export type MarkFavourites = z.infer<typeof MarkFavourites>;
