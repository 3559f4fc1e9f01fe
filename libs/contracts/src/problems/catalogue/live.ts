import { field, problem } from './define.ts';

export const liveProblems = {
  muted: problem(403, { zh: '您已被组委会禁言，不能在此发言。', en: 'The organizers have muted you in this chat.' }),
  removed: problem(403, { zh: '您已被组委会请出本场。', en: 'The organizers have removed you from this session.' }),
  code_expired: problem(403, {
    zh: '这个二维码已失效，请重新扫描会场屏幕上的。',
    en: 'This code is no longer shown. Scan the one in the hall again.',
  }),
  clip_owner_only: problem(403, {
    zh: '推介片段只提供给项目方和组委会。',
    en: 'Only the owner of the project and the organizers get the clip of a pitch.',
  }),
  other_hand: problem(403, {
    zh: '只能放下自己的手；别人的由组委会处理。',
    en: 'You can only take down your own hand; the organizers see to those of others.',
  }),
  presenters_only: problem(403, {
    zh: '只有台上的推介人和组委会可以翻页。',
    en: 'Only the presenter on stage and the organizers turn the pages.',
  }),
  id_taken: problem(409, {
    zh: '这条消息与另一条重复，请刷新页面后再发。',
    en: 'This was mixed up with another message. Reload the page and send it again.',
  }),
  chat_closed: problem(409, { zh: '组委会已关闭聊天。', en: 'The organizers have closed the chat.' }),
  slow_mode: problem(
    429,
    {
      zh: '慢速模式：请 {seconds} 秒后再发。',
      en: 'Slow mode: wait {seconds, plural, one {# second} other {# seconds}} before your next message.',
    },
    { seconds: 'number' },
  ),
  too_many: problem(
    429,
    {
      zh: '每 {seconds} 秒可提一个问题，请稍候再提。',
      en: 'You can ask one question every {seconds, plural, one {second} other {# seconds}}. Wait a moment.',
    },
    { seconds: 'number' },
  ),
  stage_not_live: problem(409, {
    zh: '只有专场直播期间才能这样做。',
    en: 'This can only be done while the session is live.',
  }),
  stage_not_open: problem(409, { zh: '专场尚未开始，请稍候。', en: 'The session has not started yet. Please wait.' }),
  stage_ended: problem(409, { zh: '本场已经结束。', en: 'This session is over.' }),
  stage_full: problem(409, { zh: '本场观看席位已满，请稍后再来。', en: 'Every seat is taken. Come back later.' }),
  network_full: problem(409, {
    zh: '您所在的网络目前不能再占用本场的观看席位，请稍后再来。',
    en: 'Your network can have no more seats of this session for now. Come back later.',
  }),
  no_hall: problem(409, { zh: '本场在线举行，没有会场。', en: 'This session is held online; there is no hall.' }),
  stale_stage: problem(
    409,
    { zh: '舞台刚刚有了变化，请看过再操作。', en: 'The stage has just changed. Look before you act.' },
    { revision: 'number' },
  ),
  other_manager: problem(409, {
    zh: '本场由他人控制，请先接管。',
    en: 'Somebody else controls this stage. Take it over first.',
  }),
  stage_state: problem(409, {
    zh: '舞台目前的状态不能这样操作，请看过再按。',
    en: 'The stage cannot do this as it stands. Look before you act.',
  }),
  nothing_to_undo: problem(409, {
    zh: '最近一步只能在五秒内撤销。',
    en: 'The last step can only be undone within five seconds.',
  }),
  running_order_over: problem(409, {
    zh: '议程已全部完成。',
    en: 'Every pitch of the running order is done.',
  }),
  presenter_absent: problem(409, {
    zh: '下一位还没有到候场间；确定不等，请确认后开始计时。',
    en: 'The next presenter is not here yet. Confirm to start the clock without them.',
  }),
  is_pending: problem(409, {
    zh: '只有上过台或已跳过的推介可以重新上台。',
    en: 'Only a pitch that was on or was skipped can be brought back.',
  }),
  not_pending: problem(409, {
    zh: '这个推介已上过台或已跳过，顺序不能再改。',
    en: 'This pitch was on already, or was skipped.',
  }),
  oneself: problem(409, { zh: '不能请出自己。', en: 'You cannot remove yourself.' }),
  no_deck: problem(409, { zh: '台上的推介没有演示文稿。', en: 'The pitch on stage has no deck.' }),
  not_shown: problem(409, {
    zh: '只有已公开的提问可以置顶。',
    en: 'Only a question that everybody sees can be pinned.',
  }),
  not_watching: problem(409, { zh: '请先打开页面再操作。', en: 'Open the page first.' }),
};

export const liveFields = {
  no_links: field('聊天中不能发送链接。', 'Links are not allowed in this chat.'),
  distinct: field('选项不能重复。', 'Name each option once.'),
  'max.option': field('这次投票的选项是 0 至 {last}。', 'This poll has the options 0 to {last}.', { last: 'number' }),
  own: field('只能为自己举手，请刷新页面后重试。', 'You can only raise your own hand. Reload the page and try again.'),
  of_session: field('这个推介不在本场议程中。', 'This pitch is not in the running order of this session.'),
  hall_code: field('请扫描会场屏幕上的二维码。', 'Scan the QR code that the hall shows.'),
  empty: field('文件中没有字幕。', 'There is no caption in this file.'),
  max_cues: field('字幕最多 {max} 条，这个文件有 {count} 条。', 'At most {max} captions; this file has {count}.', {
    max: 'number',
    count: 'number',
  }),
  webvtt: field(
    '第 {line} 行不符合 WebVTT 格式，请改正后再上传。',
    'Line {line} is not valid WebVTT. Correct it and upload the file again.',
    { line: 'number', message: 'string' },
  ),
  webvtt_header: field(
    '这不是 WebVTT 文件：第一行应以 WEBVTT 开头。',
    'This is no WebVTT file: its first line must begin with WEBVTT.',
  ),
  cue_too_long: field(
    '第 {line} 行起的一条字幕过长，最多 {max} 个字符，请分成几条。',
    'The caption at line {line} is too long: {max} characters at most. Split it.',
    { line: 'number', max: 'number' },
  ),
  cue_too_late: field(
    '第 {line} 行的时间应早于 {hours} 小时，请核对。',
    'The time in line {line} must be earlier than {hours} hours. Check it.',
    { line: 'number', hours: 'number' },
  ),
  'file_kind.captions': field('字幕应为 UTF-8 编码的 WebVTT 文件。', 'Captions must be a WebVTT file in UTF-8.'),
};
