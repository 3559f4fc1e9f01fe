import { z } from 'zod';
import { integerInAddress, line } from '../platform/common.ts';

export const SearchKind = z.enum(['project', 'session', 'person', 'organisation', 'agreement', 'room', 'page']);
export type SearchKind = z.infer<typeof SearchKind>;

export const SiteSearchQuery = z.strictObject({
  q: line(100, 0),
  /** Of each kind so many at most. */
  limit: integerInAddress(1, 20).default(5),
});
export type SiteSearchQuery = z.infer<typeof SiteSearchQuery>;

/**
 * Something that may be opened at `href`, an address of the web app; `matched` are the parts of its texts that the
 * search met, in small letters and half width.
 */
export const SearchHit = z.object({
  id: z.string(),
  href: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  detailZh: z.string(),
  detailEn: z.string(),
  matched: z.array(z.string()),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** What was found, kind by kind; kinds without anything are left out. */
export const SearchResults = z.object({
  groups: z.array(z.object({ kind: SearchKind, hits: z.array(SearchHit) })),
});
export type SearchResults = z.infer<typeof SearchResults>;
