import { shortened, type Meeting, type MeetingNews } from '@everexpo/contracts';
import { eventKind, type Transaction } from '../platform/index.ts';

export const interestExpressed = eventKind<{ interestId: string }>('negotiation.interest-expressed');
export const meetingOpened = eventKind<{ meetingId: string }>('negotiation.meeting-opened');
export const meetingEnded = eventKind<{ meetingId: string }>('negotiation.meeting-ended');
export const meetingChanged = eventKind<{ meetingId: string }>('negotiation.meeting-changed');
export const partyRemoved = eventKind<{ meetingId: string; personId: string; generation: number }>(
  'negotiation.party-removed',
);
export const sideMessageSent = eventKind<{ messageId: string }>('negotiation.side-message-sent');

/** What a party is told in person; `eventId` makes a repeat harmless. */
export interface MeetingMessage {
  meetingId: string;
  people: string[];
  news: MeetingNews;
  detail: string;
  eventId: string;
}
export const meetingNews = eventKind<MeetingMessage>('negotiation.news');

export async function notifyMeetingParties(
  tx: Pick<Transaction, 'emit'>,
  meeting: Pick<Meeting, 'id' | 'revision'>,
  people: string[],
  news: MeetingNews,
  detail = '',
): Promise<void> {
  if (people.length === 0) return;
  await tx.emit(meetingNews, {
    meetingId: meeting.id,
    people,
    news,
    detail,
    eventId: shortened(`${meeting.id} ${news} ${meeting.revision} ${detail}`, 200),
  });
}
