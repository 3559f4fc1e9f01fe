import type { Meeting } from '@everexpo/contracts';

/** Minutes before a meeting at which people are reminded of it: a day, an hour, five minutes. */
export const REMIND_MINUTES_BEFORE = [24 * 60, 60, 5];

/** A meeting as an iCalendar file (RFC 5545), with its reminders; cancelled when it will not be. */
export async function meetingCalendar(meeting: Meeting): Promise<string> {
  const { reminderCalendar } = await import('@everexpo/interchange');
  return reminderCalendar({
    uid: `meeting-${meeting.id}@everexpo`,
    title: `洽谈：${meeting.project.titleZh}`,
    description: [meeting.project.titleEn, meeting.note].filter(Boolean).join('\n'),
    location: meeting.place === 'table' ? `洽谈桌 Table ${meeting.table ?? ''}` : '线上洽谈室 Online',
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    timeZone: meeting.timeZone,
    sequence: meeting.revision,
    cancelled: !['accepted', 'open'].includes(meeting.state),
    remindMinutes: REMIND_MINUTES_BEFORE,
  });
}
