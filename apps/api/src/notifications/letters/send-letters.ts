import { Injectable } from '@nestjs/common';
import type { MeetingNews } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { meetingCalendar, meetingView } from '../../negotiation/index.ts';
import { eventKind, Mailer, maybeOne, OnEvent } from '../../platform/index.ts';
import { meetingLetter } from './letters.ts';

interface Letter {
  meetingId: string;
  personId: string;
  news: MeetingNews;
  detail: string;
}

/** One for each address: what one server or mailbox refuses is tried again for that one alone. */
export const letterWritten = eventKind<Letter>('notifications.letter-written');

/** After this long nobody wants to read that a meeting is about to begin, or was asked for. */
const EXPIRES_AFTER_HOURS = 24;

@Injectable()
export class SendLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mailer: Mailer,
  ) {}

  @OnEvent(letterWritten, 'notifications.send-letter', { lane: 'mail', expiresAfterHours: EXPIRES_AFTER_HOURS })
  async send({ meetingId, personId, news, detail }: Letter): Promise<void> {
    const { manager } = this.dataSource;
    const meeting = await meetingView(manager, meetingId);
    const person = await maybeOne<{ email: string }>(manager)`SELECT email FROM accounts_person WHERE id = ${personId}`;
    if (!meeting || !person) return;
    const calendar = meeting.startsAt ? await meetingCalendar(meeting) : undefined;
    await this.mailer.send({ to: person.email, ...meetingLetter(meeting, news, detail), calendar });
  }
}
