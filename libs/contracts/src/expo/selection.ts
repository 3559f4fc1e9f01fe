import { z } from 'zod';
import { broken, rule } from '../problems/rule.ts';
import {
  AmountFen,
  Email,
  Id,
  Instant,
  integer,
  line,
  pageOf,
  PageQuery,
  paragraph,
  recordOf,
} from '../platform/common.ts';
import { ProjectCard } from './project-card.ts';
import { Unavailability } from './edition-setup.ts';
import { City, Field, ProjectStage, RoomMode, StageState, Track } from '../vocabulary.ts';

export const ProjectStatus = z.enum(['submitted', 'accepted', 'waitlisted', 'declined', 'confirmed', 'withdrawn']);
export type ProjectStatus = z.infer<typeof ProjectStatus>;

export const Decision = z.enum(['accepted', 'waitlisted', 'declined']);
export type Decision = z.infer<typeof Decision>;

/** A project's way through the selection: from which status it may go to which, and whose step that is. */
export const projectTransitions: Record<ProjectStatus, Partial<Record<ProjectStatus, 'organizer' | 'owner'>>> = {
  submitted: { accepted: 'organizer', waitlisted: 'organizer', declined: 'organizer', withdrawn: 'owner' },
  waitlisted: { accepted: 'organizer', declined: 'organizer', withdrawn: 'owner' },
  accepted: { confirmed: 'owner', withdrawn: 'owner', waitlisted: 'organizer', declined: 'organizer' },
  confirmed: { withdrawn: 'owner' },
  declined: { waitlisted: 'organizer', accepted: 'organizer' },
  withdrawn: {},
};

/** Statuses in which a project is part of the expo and public. */
export const CHOSEN: ProjectStatus[] = ['accepted', 'confirmed'];

/** Of a question or a criterion; short, for it is the key of what is answered. */
const Slug = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, rule('slug'));
const MAX_QUESTIONS = 20;
const MAX_CRITERIA = 10;

export const CallQuestion = z.strictObject({
  id: Slug,
  zh: line(200),
  en: line(200),
  required: z.boolean(),
});
export type CallQuestion = z.infer<typeof CallQuestion>;
export const Criterion = z.strictObject({
  id: Slug,
  zh: line(60),
  en: line(60),
  weight: integer(1, 100),
});
export type Criterion = z.infer<typeof Criterion>;

/** What an edition asks of those who want to show a project, and what reviewers look at. */
export const CallForm = z
  .strictObject({
    opensAt: Instant,
    closesAt: Instant,
    questions: z.array(CallQuestion).max(MAX_QUESTIONS),
    criteria: z.array(Criterion).min(1).max(MAX_CRITERIA),
  })
  .refine((call) => Date.parse(call.closesAt) > Date.parse(call.opensAt), {
    ...broken('later_than_start.call'),
    path: ['closesAt'],
  });
export type CallForm = z.infer<typeof CallForm>;
export const Call = z.object({
  editionId: Id,
  nameZh: z.string(),
  nameEn: z.string(),
  timeZone: z.string(),
  opensAt: Instant,
  closesAt: Instant,
  questions: z.array(CallQuestion),
  criteria: z.array(Criterion),
  open: z.boolean(),
});
export type Call = z.infer<typeof Call>;

/** A project handed in by its owner, or nominated by a steward, who then names the owner. */
export const SubmitProject = z.strictObject({
  ownerEmail: Email.nullable().default(null),
  track: Track,
  field: Field,
  city: City,
  stage: ProjectStage,
  titleZh: line(120),
  titleEn: line(200),
  summaryZh: paragraph(2000),
  summaryEn: paragraph(4000),
  seeksZh: paragraph(500),
  seeksEn: paragraph(1000),
  amountSoughtFen: AmountFen.nullable().default(null),
  answers: recordOf(Slug, paragraph(2000, 0), MAX_QUESTIONS).default({}),
});
export type SubmitProject = z.infer<typeof SubmitProject>;

const Scores = recordOf(Slug, integer(0, 10), MAX_CRITERIA);
export const ReviewForm = z.strictObject({ scores: Scores, comment: paragraph(2000, 0).default('') });
export type ReviewForm = z.infer<typeof ReviewForm>;

/** A project in the selection, as a reviewer sees it. */
export const Submission = z.object({
  project: ProjectCard,
  status: ProjectStatus,
  summaryZh: z.string(),
  summaryEn: z.string(),
  ownerName: z.string(),
  answers: z.record(z.string(), z.string()),
  hasDeck: z.boolean(),
  reviews: z.int(),
  /** Weighted mean of all reviews, 0 to 10. */
  score: z.number().nullable(),
  mine: ReviewForm.nullable(),
  /** The reviewer is of the same organisation, the owner or the nominator, and may not judge. */
  conflict: z.boolean(),
});
export type Submission = z.infer<typeof Submission>;
export const SubmissionPage = pageOf(Submission).extend({ counts: z.record(ProjectStatus, z.int()) });
export type SubmissionPage = z.infer<typeof SubmissionPage>;
export const SubmissionQuery = PageQuery.extend({ status: ProjectStatus.optional() });
export type SubmissionQuery = z.infer<typeof SubmissionQuery>;

/** One decision over many projects; `letter` goes to each owner, {title} and {name} filled in. */
export const DecideProjects = z.strictObject({
  projectIds: z.array(Id).min(1).max(500),
  decision: Decision,
  letter: paragraph(4000),
});
export type DecideProjects = z.infer<typeof DecideProjects>;

/** An owner's answer to an acceptance; with it, when they cannot come. */
export const AnswerAcceptance = z.strictObject({
  confirmed: z.boolean(),
  unavailable: Unavailability.shape.spans.default([]),
});
export type AnswerAcceptance = z.infer<typeof AnswerAcceptance>;

/** How far a deck's pages are drawn, and why they stop where they do. */
export const DeckState = z.object({
  pages: z.int(),
  drawn: z.int(),
  error: z.object({ rule: z.enum(['damaged', 'memory_limit', 'time_limit']), page: z.int() }).nullable(),
});
export type DeckState = z.infer<typeof DeckState>;

/** A project of one's own, with what was decided and written. */
export const MyProject = z.object({
  project: ProjectCard,
  editionId: Id,
  timeZone: z.string(),
  status: ProjectStatus,
  letter: z.string().nullable(),
  decidedAt: Instant.nullable(),
  hasDeck: z.boolean(),
  deck: DeckState.nullable(),
});
export type MyProject = z.infer<typeof MyProject>;

/** A pitch of one's own by the published programme: `begun` once it was on; in a session that is `over` none begins. */
export const MyPitch = z.object({
  id: Id,
  position: z.int(),
  minutes: z.int(),
  begun: z.boolean(),
  pitchAt: Instant,
  timeZone: z.string(),
  project: z.object({ id: Id, titleZh: z.string(), titleEn: z.string(), hasDeck: z.boolean() }),
  session: z.object({ id: Id, titleZh: z.string(), titleEn: z.string(), state: StageState, over: z.boolean() }),
  room: z.object({
    nameZh: z.string(),
    nameEn: z.string(),
    venueZh: z.string(),
    venueEn: z.string(),
    mode: RoomMode,
  }),
});
export type MyPitch = z.infer<typeof MyPitch>;

/** Longer than any pitch could show. */
export const MAX_DECK_PAGES = 120;
