import { z } from 'zod';
import { Id, Instant, pageOf } from './platform/common.ts';
import { SessionDiff } from './expo/publication.ts';

const noticeCore = { id: Id, createdAt: Instant, read: z.boolean() };

/** What an agreement asks of one of its parties, or tells them. */
export const AgreementNews = z.enum([
  'invited',
  'to-review',
  'changed',
  'to-sign',
  'declined',
  'withdrawn',
  'expired',
  'sign-soon',
  'registered',
  'completion-asked',
  'termination-asked',
  'completed',
  'terminated',
  'milestone-soon',
  'milestone-overdue',
  'called-on-stage',
]);
export type AgreementNews = z.infer<typeof AgreementNews>;

/** What a meeting asks of one of its parties, or tells them. */
export const MeetingNews = z.enum([
  'requested',
  'countered',
  'accepted',
  'declined',
  'cancelled',
  'reminder',
  'missed',
  'call-missed',
  'freed',
  'placed',
  'invited',
]);
export type MeetingNews = z.infer<typeof MeetingNews>;

/** What concerns one person: what a published version changed, or news of an agreement. */
export const Notice = z.discriminatedUnion('kind', [
  z.object({
    ...noticeCore,
    kind: z.literal('programme-changed'),
    versionNumber: z.int(),
    note: z.string(),
    changes: z.array(SessionDiff),
  }),
  z.object({
    ...noticeCore,
    kind: z.literal('meeting'),
    meetingId: Id,
    titleZh: z.string(),
    titleEn: z.string(),
    news: MeetingNews,
    detail: z.string(),
  }),
  z.object({
    ...noticeCore,
    kind: z.literal('agreement'),
    agreementId: Id,
    title: z.string(),
    news: AgreementNews,
    detail: z.string(),
  }),
]);
export type Notice = z.infer<typeof Notice>;
export const NoticePage = pageOf(Notice).extend({ unread: z.int() });
export type NoticePage = z.infer<typeof NoticePage>;
