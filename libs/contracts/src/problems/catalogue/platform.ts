import { roleLabels } from '../../labels.ts';
import { field, problem } from './define.ts';
import { services, things } from './things.ts';

/** What may be refused anywhere. */
export const platformProblems = {
  bad_request: problem(
    400,
    { zh: '无法读取这个请求，请刷新页面后重试。', en: 'This request cannot be read. Reload the page and try again.' },
    { reason: 'string' },
  ),
  refused: problem(
    400,
    {
      zh: '服务器没有接受这个请求，请刷新页面后重试。',
      en: 'The request was not accepted. Reload the page and try again.',
    },
    { reason: 'string' },
  ),
  idempotency_key: problem(400, {
    zh: '请求缺少 Idempotency-Key，请刷新页面后重试。',
    en: 'The request has no Idempotency-Key. Reload the page and try again.',
  }),
  idempotency_key_reused: problem(422, {
    zh: '这次提交与之前的另一次混在了一起，请刷新页面后重试。',
    en: 'This was mixed up with an earlier request. Reload the page and try again.',
  }),
  invalid_input: problem(
    422,
    {
      zh: '有 {count} 处填写有误，请按提示修改。',
      en: '{count, plural, one {One field needs} other {# fields need}} to be corrected.',
    },
    { count: 'number' },
  ),
  not_permitted: problem(
    403,
    { zh: '您的账号没有这项权限，仅限：{roles}。', en: 'Your account does not have this right. It is for: {roles}.' },
    { roles: [roleLabels] },
  ),
  closed: problem(403, { zh: '这项功能不对任何人开放。', en: 'Nobody can use this.' }),
  foreign_origin: problem(403, {
    zh: '该操作由其他网站的页面发起，未予执行。请直接打开本站后再试。',
    en: 'A page of another site asked for this, so it was not done. Open Everexpo itself and try again.',
  }),
  unknown_host: problem(421, {
    zh: '本站不使用此地址，请使用我们提供的网址访问。',
    en: 'Everexpo does not answer to this address. Use the address you were given.',
  }),
  not_found: problem(
    404,
    {
      zh: '没有找到相应的{what}，或者您无权查看。',
      en: 'There is no such {what}, or you are not allowed to see it.',
    },
    { what: things },
  ),
  unknown_event: problem(404, {
    zh: '页面版本过旧，请刷新页面。',
    en: 'This page is out of date. Reload it.',
  }),
  too_large: problem(
    413,
    {
      zh: '内容过大，最多 {megabytes} MB。请压缩或分开后再传。',
      en: 'This is too large: at most {megabytes} MB. Make it smaller, or send it in parts.',
    },
    { megabytes: 'number' },
  ),
  too_many_parts: problem(
    413,
    {
      zh: '一次最多提交 {max} 个{part}，请分几次提交。',
      en: 'At most {max} {part} can be sent at once. Send the rest separately.',
    },
    {
      max: 'number',
      part: {
        file: { zh: '文件', en: 'file(s)' },
        field: { zh: '表单项', en: 'field(s)' },
      },
    },
  ),
  unsupported_media: problem(
    415,
    { zh: '这里不接受这种文件，请改用 {accepted}。', en: 'This kind of file is not accepted here. Use {accepted}.' },
    { accepted: 'strings' },
  ),
  too_many_requests: problem(
    429,
    {
      zh: '操作过于频繁，请 {seconds} 秒后再试。',
      en: 'That was too fast. Try again in {seconds, plural, one {# second} other {# seconds}}.',
    },
    { seconds: 'number' },
  ),
  too_many_downloads: problem(429, {
    zh: '同时下载的文件过多，请等其中一些下载完成后再试。',
    en: 'Too many files are being downloaded at once. Wait until some are done, then try again.',
  }),
  too_many_pages: problem(429, {
    zh: '您打开的页面过多，请关闭几个后再试。',
    en: 'You have too many pages open. Close some and try again.',
  }),
  internal: problem(500, {
    zh: '系统出错了，操作可能没有完成；请先查看结果，再决定是否重试。如仍出错，请告知管理员。',
    en: 'Something went wrong on our side. It may not have been done: look before you try again, or tell the operator.',
  }),
  database_unavailable: problem(503, {
    zh: '服务暂时不可用，请稍后重试。',
    en: 'Temporarily not available. Try again in a moment.',
  }),
  database_busy: problem(503, {
    zh: '系统繁忙，没有作任何改动。请稍后重试。',
    en: 'The system is busy, and nothing was changed. Try again in a moment.',
  }),
  media_unavailable: problem(503, {
    zh: '直播视频服务暂时没有响应，请稍后重试。',
    en: 'The live video server does not answer. Try again in a moment.',
  }),
  busy: problem(503, {
    zh: '现在办理的人较多，请过几秒再试。',
    en: 'The service is busy. Try again in a few seconds.',
  }),
  not_ready: problem(
    503,
    { zh: '服务尚未就绪：{services}不可用。', en: 'The service is not ready. Unavailable: {services}.' },
    { services: [services] },
  ),
  storage_unavailable: problem(503, {
    zh: '文件存储暂时没有响应，内容没有保存；请稍后重试。',
    en: 'The file storage does not answer, and nothing was saved. Try again in a moment.',
  }),
  upload_quota: problem(
    429,
    {
      zh: '每人每天最多上传 {megabytes} MB，这个文件没有保存；请明天再传。',
      en: 'One person may upload {megabytes} MB a day; this file was not saved. Try again tomorrow.',
    },
    { megabytes: 'number' },
  ),
  storage_full: problem(507, {
    zh: '服务器存储空间已满，内容没有保存；请告知管理员。',
    en: 'The server has no space left, and nothing was saved. Tell the operator.',
  }),
  no_live_video: problem(409, {
    zh: '本站没有配置直播视频，其他功能不受影响。',
    en: 'Live video is not set up here; everything else works.',
  }),
  no_ingress: problem(409, {
    zh: '本站不能接收编码器推流，请在会场用浏览器开播。',
    en: 'Encoders cannot send to this installation. Use the browser in the hall.',
  }),
  bad_signature: problem(401, {
    zh: '这份报告没有媒体服务器的有效签名。',
    en: 'This report is not signed by the media server.',
  }),
  elsewhere: problem(409, {
    zh: '您已在另一个页面继续；要回到这里，请点“在此处继续”。',
    en: 'You have gone on in another page. To come back, choose “Take it back here”.',
  }),
  missing_columns: problem(
    422,
    { zh: '表格缺少这些列：{columns}。请补上后再导入。', en: 'The table lacks these columns: {columns}. Add them.' },
    { columns: 'strings' },
  ),
  repeated_columns: problem(
    422,
    {
      zh: '表格中这些列重复：{columns}。每列只留一个。',
      en: 'The table has these columns more than once: {columns}. Keep one of each.',
    },
    { columns: 'strings' },
  ),
};

export const platformFields = {
  unknown_field: field('这里没有这一项，请删去。', 'There is no such field here. Leave it out.'),
  cursor: field('这一页的地址已失效，请从第一页重新翻起。', 'This page is no longer there. Start from the first one.'),
  ids: field('请给出以逗号分隔的编号。', 'Send ids with commas between them.'),
  'required.file': field('请选择一个非空的文件。', 'Choose a file that is not empty.'),
  'required.key': field('请附上 8 至 64 个可见 ASCII 字符。', 'Send 8 to 64 visible ASCII characters.'),
  'unique.key': field('每次新的提交要用新的 Idempotency-Key。', 'Use a new key for each new intent.'),
  media_type: field('此处不接收文件。', 'No file is taken here.'),
  max_bytes: field('文件最大 {megabytes} MB。', 'The file may have at most {megabytes} MB.', { megabytes: 'number' }),
  answers: field('{service}没有响应。', 'No answer from {service}.', { service: services }),
  space: field('{service}已满。', 'No space is left in {service}.', { service: services }),
  time_limit: field(
    '读取文件用时过长，已停止；请精简后再上传。',
    'Reading the file took too long and was stopped. Make it simpler and send it again.',
  ),
  memory_limit: field(
    '读取文件占用内存过多，已停止；请精简后再上传。',
    'Reading the file took too much memory and was stopped. Make it simpler and send it again.',
  ),
  crashed: field('文件无法读取，请检查后再上传。', 'The file cannot be read. Check it and send it again.'),
  // Of texts, names, times and lists in any contract
  character: field('不能含有字符 {character}，请删去。', 'Remove the character {character}.', { character: 'string' }),
  years: field('年份应在 1900 至 2199 之间。', 'The year must be between 1900 and 2199.'),
  time_zone: field('请填写 IANA 时区，例如 Asia/Shanghai。', 'Enter an IANA time zone, such as Asia/Shanghai.'),
  'too_big.entries': field('最多 {max} 项。', 'At most {max} entries.', { max: 'number' }),
  sha256: field('应为小写的 SHA-256。', 'Enter a lower-case SHA-256.'),
  name_signs: field('姓名或名称只能用文字、数字和标点。', 'Use only letters, digits and punctuation.'),
  name_letter: field('姓名或名称至少要有一个文字或数字。', 'Use at least one letter or digit.'),
  name_marks: field('姓名或名称中的附加符号过多。', 'There are too many marks on one letter.'),
  one_script: field('同一个词中不能混用不同的文字。', 'Do not mix scripts within a word.'),
  later_than_start: field('结束时间应晚于开始时间。', 'The end must be later than the start.'),
};
