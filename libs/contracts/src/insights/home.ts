import { z } from 'zod';
import { WallSlip } from '../agreements/wall.ts';
import { ProjectCard } from '../expo/project-card.ts';
import { Edition, Room, SessionCard } from '../expo/programme.ts';
import { Id, Instant } from '../platform/common.ts';

/** The pitch that is on in a session, and the page of its deck that is shown; null without a deck. */
export const PitchOn = z.object({
  position: z.int(),
  titleZh: z.string(),
  titleEn: z.string(),
  ownerName: z.string(),
  ownerNameEn: z.string(),
  startedAt: Instant,
  minutes: z.int(),
  deck: z.object({ projectId: Id, version: z.string(), page: z.int(), pages: z.int() }).nullable(),
});
export type PitchOn = z.infer<typeof PitchOn>;

/** A session of the home page: its block, its room and the pitch that is on. */
export const HomeSession = SessionCard.extend({ room: Room, now: PitchOn.nullable() });
export type HomeSession = z.infer<typeof HomeSession>;

/** Whether the first session is still to begin, or the last one is over and none is live. */
export const EditionPhase = z.enum(['before', 'during', 'after']);
export type EditionPhase = z.infer<typeof EditionPhase>;

/** A project of the home page, with where and when it is pitched by plan. */
export const HomeProject = ProjectCard.extend({ sessionId: Id, pitchAt: Instant });
export type HomeProject = z.infer<typeof HomeProject>;

/**
 * What an edition comes to: sessions of its programme that are not cancelled, accepted projects, registered agreements
 * as the wall counts them, and what those are worth in CNY fen whose parties show the amount.
 */
export const EditionTotals = z.object({
  sessions: z.int(),
  projects: z.int(),
  agreements: z.int(),
  amountFen: z.int(),
});
export type EditionTotals = z.infer<typeof EditionTotals>;

/** The public front page of the current edition. */
export const Home = z.object({
  edition: Edition,
  serverTime: Instant,
  phase: EditionPhase,
  /** The start of the first session; null while nothing is published. */
  opensAt: Instant.nullable(),
  live: z.array(HomeSession),
  /** Not opened yet: what should have begun within the last half hour, then what is to come. */
  next: z.array(HomeSession),
  /** One of each field: the first that is still to be pitched; after the edition, the last that was. */
  projects: z.array(HomeProject),
  newest: z.array(WallSlip),
  figures: EditionTotals,
});
export type Home = z.infer<typeof Home>;
