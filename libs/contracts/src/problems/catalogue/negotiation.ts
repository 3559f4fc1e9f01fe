import { meetingStateLabels } from '../../vocabulary.ts';
import { field, problem } from './define.ts';

export const negotiationProblems = {
  own_project: problem(409, { zh: '这是您自己的项目。', en: 'This project is your own.' }),
  already_asked: problem(409, {
    zh: '双方已有一场约定或待回复的洽谈，请先处理它。',
    en: 'There is a meeting between you already, booked or waiting for an answer; see to it first.',
  }),
  cannot_meet: problem(403, { zh: '您不能在这里约见此人。', en: 'You cannot meet this person here.' }),
  own_side_only: problem(403, {
    zh: '只有本单位的成员可以加入您这一方。',
    en: 'Only members of your own organisation can join your side.',
  }),
  guests_decide_nothing: problem(403, {
    zh: '列席人员不能处理这场洽谈，请由双方操作。',
    en: 'Guests cannot decide about a meeting. Leave this to the two sides.',
  }),
  sheet_full: problem(413, {
    zh: '这份条款单已写满，不能再修改；已写的内容都在。',
    en: 'This term sheet is full and takes no more changes; what is written stays.',
  }),
  host_only: problem(403, { zh: '只有主持一方可以放人入场。', en: 'Only the host side lets people in.' }),
  leave_instead: problem(403, { zh: '不能请出自己；要离开，请直接退出。', en: 'To go yourself, leave the room.' }),
  stale_meeting: problem(409, {
    zh: '对方刚刚改了提议，请看过再答复。',
    en: 'The other side has just proposed something else. Look at it first.',
  }),
  not_your_turn: problem(409, {
    zh: '现在轮到另一方，请等对方先处理。',
    en: 'It is the turn of another party. Please wait for them.',
  }),
  meeting_state: problem(
    409,
    {
      zh: '这场洽谈目前的状态是“{state}”，不能这样操作。',
      en: 'The state of this meeting is “{state}”: this cannot be done now.',
    },
    { state: meetingStateLabels },
  ),
  no_common_time: problem(409, {
    zh: '洽谈时段内没有各方都合适的时间，请另提时间。',
    en: "No time within the edition's hours suits everybody. Propose one.",
  }),
  slot_taken: problem(
    409,
    { zh: '这个时间{why}，请另选时间。', en: '{why}. Choose another time.' },
    {
      why: {
        busy: { zh: '有人已有安排', en: 'Somebody has something else at that time' },
        no_table: { zh: '没有空桌', en: 'Every table is taken at that time' },
      },
    },
  ),
  walk_in: problem(
    409,
    { zh: '现在不能入座：{why}。', en: 'They cannot sit down now: {why}.' },
    {
      why: {
        busy: {
          zh: '其中一方此刻另有安排，请等其结束',
          en: 'one of them has something else on. Wait until it is over',
        },
        no_table: { zh: '洽谈桌都已占用，请等有空桌', en: 'every table is taken. Wait until one is free' },
      },
    },
  ),
  person_busy: problem(409, {
    zh: '有一方正在另一场洽谈中，请稍后再呼叫，或另约时间。',
    en: 'One of you is in another negotiation right now. Ring later, or ask for a time.',
  }),
  waiting: problem(409, {
    zh: '已通知主持人您到了，请等候入场。',
    en: 'The host has been told that you are here. Please wait to be let in.',
  }),
  meeting_over: problem(409, { zh: '这场洽谈已经结束。', en: 'This negotiation is over.' }),
  no_time_agreed: problem(409, {
    zh: '这场洽谈还没有约定时间，请先约好。',
    en: 'No time has been agreed for this meeting yet. Agree on one first.',
  }),
  too_early: problem(
    409,
    {
      zh: '洽谈室在约定时间前 {minutes} 分钟开放，请到时再来。',
      en: 'The room opens {minutes, plural, one {# minute} other {# minutes}} before its time. Come back then.',
    },
    { minutes: 'number' },
  ),
  no_days_left: problem(409, {
    zh: '本届已经结束，请双方自行约定时间。',
    en: 'The edition is over. Agree on a time between yourselves.',
  }),
  no_meeting_here: problem(409, {
    zh: '您现在在这张桌没有洽谈，请核对桌号和时间。',
    en: 'You have no meeting at this table now. Check the table and the time.',
  }),
  table_taken: problem(
    409,
    {
      zh: '{table} 号桌已被占用或不存在，请另选一张。',
      en: 'Table {table} is taken, or there is no such table. Choose another one.',
    },
    { table: 'number' },
  ),
  too_many_files: problem(
    409,
    { zh: '最多保留 {max} 个文件，请先删去一些。', en: 'At most {max} files are kept. Remove some first.' },
    { max: 'number' },
  ),
};

export const negotiationFields = {
  alternative: field('{startsAt}', '{startsAt}', { startsAt: 'string' }),
  none: field(
    '洽谈时段内没有各方都合适的时间，请在时段以外另提。',
    "No time in the edition's hours suits everybody. Propose one outside them.",
  ),
  proposed: field('请选择对方提议的时间，或另提时间。', 'Choose one of the proposed times, or propose others.'),
  in_future: field('请选择将来的时间。', 'Choose a time that is still to come.'),
  'later_than_start.hours': field('结束时刻应晚于开始时刻。', 'The hours must end later than they begin.'),
  'other_person.id': field('这是您自己。', 'This is yourself.'),
  'other_person.email': field(
    '洽谈双方不能是同一个人，请核对。',
    'The two sides must be different people. Check the addresses.',
  ),
  max_side: field('每方最多 {max} 人。', 'At most {max} people a side.', { max: 'number' }),
  'once.meeting': field('此人已在这场洽谈中。', 'This person takes part already.'),
  known_person: field(
    '这个邮箱在本站没有账号，请核对。',
    'Nobody with this address has an account here. Check the address.',
  ),
  'known_person.expert': field(
    '这个邮箱不属于担任此角色的人，请核对。',
    'Nobody with this address has the required role. Check the address.',
  ),
  has_project: field('此人在本届没有项目。', 'This person has no project in the edition.'),
  yjs_update: field(
    '这次改动没有保存，请刷新页面后重试。',
    'This change was not saved. Reload the page and try again.',
  ),
};
