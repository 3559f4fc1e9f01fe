import { z } from 'zod';

/** A word of the glossary in both languages of the product. */
export interface Label {
  zh: string;
  en: string;
}

export const Role = z.enum(['owner', 'investor', 'organizer', 'staff', 'steward', 'attendee', 'admin']);
export type Role = z.infer<typeof Role>;

export const Track = z.enum(['achievement', 'hightech', 'challenge']);
export type Track = z.infer<typeof Track>;

/** The eight high-tech fields of the national catalogue for high-tech enterprise recognition. */
export const Field = z.enum([
  'electronics',
  'biomedicine',
  'aerospace',
  'materials',
  'services',
  'energy',
  'environment',
  'manufacturing',
]);
export type Field = z.infer<typeof Field>;

/** Sichuan's 18 cities and 3 autonomous prefectures. */
export const City = z.enum([
  'chengdu',
  'zigong',
  'panzhihua',
  'luzhou',
  'deyang',
  'mianyang',
  'guangyuan',
  'suining',
  'neijiang',
  'leshan',
  'nanchong',
  'meishan',
  'yibin',
  'guangan',
  'dazhou',
  'yaan',
  'bazhong',
  'ziyang',
  'aba',
  'ganzi',
  'liangshan',
]);
export type City = z.infer<typeof City>;

export const ProjectStage = z.enum(['laboratory', 'prototype', 'pilot', 'production']);
export type ProjectStage = z.infer<typeof ProjectStage>;

export const SessionKind = z.enum(['pitch', 'negotiation', 'ceremony', 'talk']);
export type SessionKind = z.infer<typeof SessionKind>;

export const RoomMode = z.enum(['onsite', 'online', 'both']);
export type RoomMode = z.infer<typeof RoomMode>;

export const StageState = z.enum(['scheduled', 'live', 'ended']);
export type StageState = z.infer<typeof StageState>;

/** `missed`: one side was not there, or a call that nobody answered. */
export const MeetingState = z.enum(['requested', 'accepted', 'open', 'ended', 'declined', 'cancelled', 'missed']);
export type MeetingState = z.infer<typeof MeetingState>;

export const MeetingSide = z.enum(['owner', 'investor']);
export type MeetingSide = z.infer<typeof MeetingSide>;

export const MeetingPlace = z.enum(['online', 'table']);
export type MeetingPlace = z.infer<typeof MeetingPlace>;

export const MeetingOutcome = z.enum(['agreement', 'next-meeting', 'stay-in-touch', 'no']);
export type MeetingOutcome = z.infer<typeof MeetingOutcome>;

export const GuestSeat = z.enum(['interpreter', 'steward', 'desk']);
export type GuestSeat = z.infer<typeof GuestSeat>;

export const AgreementKind = z.enum(['intent', 'cooperation', 'transfer', 'licence', 'investment']);
export type AgreementKind = z.infer<typeof AgreementKind>;

/** `signed` is signed by all and not yet registered: on paper, while a second person has not verified it. */
export const AgreementState = z.enum([
  'draft',
  'review',
  'ready',
  'partly_signed',
  'signed',
  'registered',
  'amended',
  'completed',
  'terminated',
  'withdrawn',
]);
export type AgreementState = z.infer<typeof AgreementState>;

export const SigningOrder = z.enum(['parallel', 'sequential']);
export type SigningOrder = z.infer<typeof SigningOrder>;

/** Who owns what comes of the work. */
export const IpOwnership = z.enum(['keeps-own', 'party-a', 'party-b', 'joint', 'by-contribution']);
export type IpOwnership = z.infer<typeof IpOwnership>;

export const Exclusivity = z.enum(['exclusive', 'sole', 'non-exclusive']);
export type Exclusivity = z.infer<typeof Exclusivity>;

export const MilestoneKind = z.enum(['milestone', 'payment']);
export type MilestoneKind = z.infer<typeof MilestoneKind>;

export const AgreementSource = z.enum(['screen', 'paper']);
export type AgreementSource = z.infer<typeof AgreementSource>;

export const meetingStateLabels: Record<MeetingState, Label> = {
  requested: { zh: '待回复', en: 'Awaiting an answer' },
  accepted: { zh: '已约定', en: 'Booked' },
  open: { zh: '进行中', en: 'Under way' },
  ended: { zh: '已结束', en: 'Ended' },
  declined: { zh: '已谢绝', en: 'Declined' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  missed: { zh: '有一方未到', en: 'Missed' },
};

export const meetingOutcomeLabels: Record<MeetingOutcome, Label> = {
  agreement: { zh: '达成协议', en: 'Agreement' },
  'next-meeting': { zh: '再约一次', en: 'Next meeting' },
  'stay-in-touch': { zh: '保持联系', en: 'Stay in touch' },
  no: { zh: '不合适', en: 'No' },
};

export const guestSeatLabels: Record<GuestSeat, Label> = {
  interpreter: { zh: '口译', en: 'Interpreter' },
  steward: { zh: '科服保姆', en: 'Steward' },
  desk: { zh: '签约台', en: 'Deal desk' },
};

/** The languages of pages, letters and answers. */
export const PageLanguage = z.enum(['zh', 'en']);
export type PageLanguage = z.infer<typeof PageLanguage>;
