import { eventKind } from '../platform/index.ts';

export const interestExpressed = eventKind<{ interestId: string }>('negotiation.interest-expressed');
export const meetingOpened = eventKind<{ meetingId: string }>('negotiation.meeting-opened');
export const meetingEnded = eventKind<{ meetingId: string }>('negotiation.meeting-ended');
