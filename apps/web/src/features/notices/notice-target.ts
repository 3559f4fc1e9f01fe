import type { AgreementNews, MeetingNews, Notice } from '@everexpo/contracts';

/** The one thing to do about a notice, in a word. */
export type NoticeAct = 'answer' | 'enter' | 'propose' | 'review' | 'sign' | 'confirm' | 'view';

const OF_MEETING: Partial<Record<MeetingNews, NoticeAct>> = {
  requested: 'answer',
  countered: 'answer',
  invited: 'answer',
  freed: 'propose',
  declined: 'propose',
  'call-missed': 'propose',
  reminder: 'enter',
};

const OF_AGREEMENT: Partial<Record<AgreementNews, NoticeAct>> = {
  'to-review': 'review',
  changed: 'review',
  invited: 'sign',
  'to-sign': 'sign',
  'sign-soon': 'sign',
  'completion-asked': 'confirm',
  'termination-asked': 'confirm',
};

/** What is to be done about a notice, and where. */
export function targetOf(notice: Notice): { act: NoticeAct; to: string } {
  if (notice.kind === 'meeting')
    return { act: OF_MEETING[notice.news] ?? 'view', to: `/negotiations/${notice.meetingId}` };
  if (notice.kind === 'agreement')
    return { act: OF_AGREEMENT[notice.news] ?? 'view', to: `/agreements/${notice.agreementId}` };
  const [first, second] = notice.changes;
  return { act: 'view', to: first && !second ? `/sessions/${first.sessionId}` : '/programme' };
}
