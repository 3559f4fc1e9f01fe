import type { Meeting, MeetingNews } from '@everexpo/contracts';

const SUBJECTS: Record<MeetingNews, { zh: string; en: string }> = {
  requested: { zh: '有人向您约谈', en: 'You have a meeting request' },
  countered: { zh: '对方提议了新的时间', en: 'The other side has proposed other times' },
  accepted: { zh: '约谈已约定', en: 'Your meeting is booked' },
  declined: { zh: '对方谢绝了约谈', en: 'Your meeting was declined' },
  cancelled: { zh: '约谈已取消', en: 'Your meeting has been cancelled' },
  reminder: { zh: '约谈即将开始', en: 'Your meeting is about to start' },
  missed: { zh: '约谈有一方未到', en: 'One side missed the meeting' },
  'call-missed': { zh: '有一次呼叫无人接听', en: 'A call was not answered' },
  freed: { zh: '您等待的人有空了', en: 'Somebody you are waiting for is free' },
  placed: { zh: '约谈时间已排定', en: 'Your meeting has been scheduled' },
  invited: { zh: '邀请您参加约谈', en: 'You are invited to a meeting' },
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
