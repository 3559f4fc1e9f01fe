import { trackLabels } from '../../labels.ts';
import { timetableRuleLabels } from '../../expo/timetable-rules.ts';
import { field, problem } from './define.ts';

const status = {
  submitted: { zh: '待评审', en: 'awaiting review' },
  accepted: { zh: '已入选', en: 'selected' },
  waitlisted: { zh: '候补', en: 'waitlisted' },
  declined: { zh: '未入选', en: 'not selected' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  withdrawn: { zh: '已放弃参加', en: 'withdrawn' },
} as const;

export const expoProblems = {
  edit_conflict: problem(409, {
    zh: '他人刚刚改了同一处；您看到的是改后的样子，请重新决定。',
    en: 'Somebody else has just changed this. You see their change now; decide again.',
  }),
  begun: problem(409, {
    zh: '专场已经开始，请在舞台控制台调整推介顺序。',
    en: 'The session has begun. Change its running order on the stage console.',
  }),
  begun_moved: problem(
    409,
    { zh: '已开始的专场不能再移动：{sessions}。', en: 'What has begun cannot be moved: {sessions}.' },
    { sessions: 'strings' },
  ),
  owner_busy: problem(
    409,
    { zh: '项目方同一时间在 {session} 推介。', en: 'The owner pitches in {session} at the same time.' },
    { session: 'string' },
  ),
  placing_blocked: problem(
    409,
    {
      zh: '这样安排违反不可突破的规则（{rules}），涉及 {sessions}。请换一个时间或会场。',
      en: 'This would break a rule that blocks placing ({rules}): {sessions}. Choose another time or room.',
    },
    { rules: [timetableRuleLabels], sessions: 'strings' },
  ),
  publishing_blocked: problem(
    409,
    {
      zh: '还有规则未满足，不能发布：{rules}。请先解决。',
      en: 'These rules block publishing: {rules}. Fix them first.',
    },
    { rules: [timetableRuleLabels] },
  ),
  not_published: problem(409, {
    zh: '只有公开过的版本可以恢复。',
    en: 'Only a version that was public can be restored.',
  }),
  not_scheduled: problem(409, {
    zh: '没有待发布的这个版本，请刷新后查看。',
    en: 'This version is not waiting to be published. Reload to see it.',
  }),
  nothing_published: problem(409, {
    zh: '请先发布一版日程。',
    en: 'Publish a version of its programme first.',
  }),
  code_taken: problem(
    409,
    { zh: '届次 {edition} 已存在，请换一个编号。', en: 'There is an edition {edition} already. Choose another code.' },
    { edition: 'string' },
  ),
  room_in_use: problem(409, {
    zh: '会场已有专场安排，或出现在已发布的版本中，不能删除。',
    en: 'The room cannot be removed: it has sessions, or had some in a published version.',
  }),
  already_solving: problem(409, {
    zh: '本届正在自动排程，请等它完成或先取消。',
    en: 'The solver is running for this edition. Wait for it, or cancel it.',
  }),
  still_solving: problem(409, { zh: '自动排程尚未完成，请稍候。', en: 'The solver is still running. Please wait.' }),
  nothing_found: problem(409, {
    zh: '这次排程没有得出日程，请重新运行。',
    en: 'This run ended without a timetable. Run it again.',
  }),
  too_many_feeds: problem(
    409,
    {
      zh: '您已有 {max} 个日历地址，请先撤销一个。',
      en: 'You have {max} calendar addresses. Revoke one first.',
    },
    { max: 'number' },
  ),
  call_closed: problem(
    409,
    {
      zh: '征集目前不开放，请在开放期间提交。',
      en: 'The call is not open now. Submit while it is.',
    },
    { opensAt: 'string', closesAt: 'string' },
  ),
  stewards_only: problem(403, {
    zh: '只有科服保姆可以替他人申报项目。',
    en: 'Only stewards nominate the projects of others.',
  }),
  deck_owner_only: problem(403, {
    zh: '只有项目方和提名人可以上传演示文稿。',
    en: 'Only the owner or the nominator can upload the deck.',
  }),
  conflict_of_interest: problem(409, {
    zh: '您与该项目有利害关系（同单位、项目方或提名人），不能评审。',
    en: 'You are of this organisation, own the project or nominated it, so you cannot review it.',
  }),
  decided: problem(409, { zh: '这个项目已有结果。', en: 'This project has been decided on.' }),
  transition: problem(
    409,
    {
      zh: '项目目前是“{from}”，不能改为“{to}”。',
      en: 'This project is {from}; it cannot become {to}.',
    },
    { from: status, to: status },
  ),
  favourites_full: problem(
    409,
    {
      zh: '最多收藏 {max} 个项目，请先取消一些收藏。',
      en: 'You can save {max} projects at most. Remove some of them first.',
    },
    { max: 'number' },
  ),
  quota_full: problem(
    409,
    {
      zh: '“{track}”赛道名额 {quota} 个，已入选 {accepted} 个，不能再加 {fresh} 个。',
      en: 'The track {track} takes {quota}; {accepted} are already selected, so {fresh} more do not fit.',
    },
    { track: trackLabels, quota: 'number', accepted: 'number', fresh: 'number' },
  ),
};

export const expoFields = {
  'known.session': field('本届没有这个专场，请刷新后查看。', 'There is no such session in this edition.'),
  'known.room': field('本届没有这个会场，请刷新后查看。', 'There is no such room in this edition.'),
  not_begun: field('{session} 已经开始，不能移动。', '{session} has begun and cannot be moved.', { session: 'string' }),
  not_locked: field('{session} 已锁定，请先解锁。', '{session} is locked. Unlock it first.', { session: 'string' }),
  current: field('{session} 刚被他人修改，请看过再决定。', 'Somebody else has just changed {session}. Look again.', {
    session: 'string',
  }),
  room_and_time: field('会场和时间须同时填写，或都不填。', 'Give a room and a time, or neither.'),
  pitches_max: field(
    '{session} 已有 {count} 个推介，最多 {max} 个。',
    '{session} has {count} pitches; {max} is the most.',
    { session: 'string', count: 'number', max: 'number' },
  ),
  after_opens_at: field(
    '开放和关闭时间须都填且关闭在后，或都不填。',
    'Give both opening times, the later one last, or neither.',
  ),
  'known.rule': field('没有名为“{name}”的规则。', 'There is no rule “{name}”.', { name: 'string' }),
  at_most_pitches_max: field('最少数不能大于最多数。', 'The minimum cannot exceed the maximum.'),
  clock_change: field(
    '{timeZone} 当天调整时钟：{start} 与 {other} 是同一时刻，请改用其他开始时间。',
    'Clocks in {timeZone} are changed: {start} is the same instant as {other}. Choose other starts.',
    { timeZone: 'string', start: 'string', other: 'string' },
  ),
  'unique.start': field('同一时间不能列两次。', 'Name each time once.'),
  edition_code: field('编号应写成 KC-2027 这样。', 'Write the code like KC-2027.'),
  slug: field(
    '请用小写字母、数字和连字符，例如 team-size。',
    'Use small letters, figures and hyphens, like team-size.',
  ),
  'later_than_start.call': field('截止时间应晚于开放时间。', 'The call must close later than it opens.'),
  track: field('请选择一个赛道。', 'Choose a track.'),
  'room.feed': field('请选择本届的一个会场。', 'Choose a room of this edition.'),
  edition_day: field('请选择本届的日期（{first} 至 {last}）。', 'Choose a day from {first} to {last}.', {
    first: 'string',
    last: 'string',
  }),
  'known.project': field('本届没有这个项目，请刷新后查看。', 'There is no such project in this edition.'),
  transition: field('“{project}”目前是“{from}”，不能改为“{to}”。', '{project} is {from}; it cannot become {to}.', {
    project: 'string',
    from: status,
    to: status,
  }),
  'known.criterion': field('这次征集没有这项评分标准。', 'The call has no such criterion.'),
  'required.score': field('请打 0 至 10 分。', 'Give a score from 0 to 10.'),
  'known.question': field('这次征集没有这个问题。', 'The call does not ask this.'),
  'required.answer': field('请回答这个问题。', 'Answer this question.'),
  member: field('项目方须是机构的注册成员，请核对邮箱。', 'The owner must be a registered member of an organisation.'),
  'future.publish': field('请选择将来的时间。', 'Choose a time that is still to come.'),
  'file_kind.deck': field('演示文稿应为能打开的 PDF。', 'The deck must be a PDF that can be read.'),
  encrypted: field(
    '这个 PDF 有密码，请另存为不加密的文件。',
    'This PDF is protected by a password. Save it without one.',
  ),
  damaged: field('这个 PDF 无法读取，请重新导出。', 'This PDF cannot be read. Export it again.'),
  max_pages: field(
    '演示文稿最多 {max} 页，这份有 {pages} 页。',
    'A deck has at most {max} pages; this one has {pages}.',
    {
      max: 'number',
      pages: 'number',
    },
  ),
};
