import type { Meeting, MeetingNews } from '@everexpo/contracts';

const SUBJECTS: Record<MeetingNews, { zh: string; en: string }> = {
  requested: { zh: '有人约您洽谈', en: 'You are asked for a meeting' },
  countered: { zh: '对方提议了新的时间', en: 'Other times are proposed' },
  accepted: { zh: '洽谈已约定', en: 'Your meeting is booked' },
  declined: { zh: '对方谢绝了洽谈', en: 'Your meeting was declined' },
  cancelled: { zh: '洽谈已取消', en: 'Your meeting is cancelled' },
  reminder: { zh: '洽谈即将开始', en: 'Your meeting is about to begin' },
  missed: { zh: '洽谈有一方未到', en: 'One side missed the meeting' },
  'call-missed': { zh: '有一次呼叫无人接听', en: 'A call was not answered' },
  freed: { zh: '您等待的人有空了', en: 'Somebody you wait for is free' },
  placed: { zh: '洽谈时间已排定', en: 'Your meeting has been placed' },
  invited: { zh: '邀请您参加洽谈', en: 'You are invited to a meeting' },
};

/** The letter of a piece of news, in both languages; times carry their zone. */
export function meetingLetter(meeting: Meeting, news: MeetingNews, detail: string): { subject: string; text: string } {
  const { zh, en } = SUBJECTS[news];
  const { startsAt, timeZone } = meeting;
  const when = (locale: string) => {
    if (!startsAt) return '';
    const format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
    return `${format.format(new Date(startsAt))} (${timeZone})`;
  };
  const reason = /^\d{4}-\d{2}-\d{2}T/.test(detail) ? '' : detail;
  const part = (heading: string, title: string, locale: string) =>
    [heading, title, when(locale), reason].filter(Boolean).join('\n');
  return {
    subject: `${zh} ${en}`,
    text: `${part(zh, meeting.project.titleZh, 'zh-CN')}\n\n${part(en, meeting.project.titleEn, 'en-GB')}\n`,
  };
}
