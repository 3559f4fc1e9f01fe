import { agreementStateLabels } from '../../labels.ts';
import { field, problem } from './define.ts';

const state = { state: agreementStateLabels } as const;

export const agreementsProblems = {
  agreement_state: problem(
    409,
    {
      zh: '这份协议目前是“{state}”，不能这样操作；请刷新后查看。',
      en: 'The state of this agreement is “{state}”: this cannot be done now. Reload to see it.',
    },
    state,
  ),
  stale_agreement: problem(
    409,
    {
      zh: '协议已更新到第 {version} 版，请看过再操作。',
      en: 'The agreement has been changed and is at version {version} now. Read it before you act.',
    },
    { version: 'number' },
  ),
  already_signed: problem(409, { zh: '您已签署这份协议。', en: 'You have signed this agreement.' }),
  other_document: problem(409, {
    zh: '待签署的文件已有变化，请重新打开后再签。',
    en: 'The document to sign has changed. Open it again before you sign.',
  }),
  signing_expired: problem(409, {
    zh: '签署期限已过，请与对方重新约定。',
    en: 'The time to sign this agreement has passed. Agree on a new one.',
  }),
  no_document: problem(409, {
    zh: '各方都同意草案后才生成文件。',
    en: 'The document is made once all parties have approved the draft.',
  }),
  not_registered: problem(409, {
    zh: '协议登记后才有证书。',
    en: 'The certificate is made with the registration.',
  }),
  parties_of_meeting: problem(409, {
    zh: '洽谈双方不能移除；如不再签约，请撤回协议。',
    en: 'The two sides that met stay parties. Withdraw the agreement instead.',
  }),
  own_signatory_only: problem(403, {
    zh: '只有本单位的成员可以代表本单位签署。',
    en: 'Only a member of your own organisation can sign for it.',
  }),
  other_ending: problem(409, {
    zh: '已有另一种结束申请，请先处理它。',
    en: 'The other kind of ending has been asked for. Answer that first.',
  }),
  nothing_asked: problem(409, { zh: '没有人申请结束这份协议。', en: 'Nobody has asked to end this agreement.' }),
  milestone_done: problem(409, { zh: '这个节点已报告完成。', en: 'This milestone has been reported as reached.' }),
  too_many_milestones: problem(
    409,
    {
      zh: '一份协议最多有 {max} 个履约节点，不能再添加。',
      en: 'An agreement has at most {max} milestones: no more can be added.',
    },
    { max: 'number' },
  ),
  stale_ceremony: problem(409, {
    zh: '签约仪式刚刚有了变化，请看过再操作。',
    en: 'Somebody else has changed the ceremony. Look at it again.',
  }),
  replaced_state: problem(
    409,
    {
      zh: '原协议 {agreement} 目前是“{state}”，不能再更正或替换。',
      en: 'The state of {agreement} is “{state}”: it can no longer be corrected or replaced.',
    },
    { ...state, agreement: 'string' },
  ),
  four_eyes: problem(403, {
    zh: '须由录入人以外的人复核，请交给同事。',
    en: 'Somebody other than the person who logged it verifies it. Ask a colleague.',
  }),
  same_scan: problem(
    409,
    {
      zh: '这份扫描件已录入过：{agreement}。',
      en: 'This very scan has been logged: {agreement}.',
    },
    { agreement: 'string' },
  ),
  likely_duplicate: problem(409, {
    zh: '相同双方、相同金额的协议已录入；如确为另一份，请勾选说明。',
    en: 'A paper between these parties for this amount has been logged. If this is another one, say so.',
  }),
  unsafe_scan: problem(422, {
    zh: '这份扫描件不能收下，请按提示处理后再传。',
    en: 'This scan cannot be taken. Correct it as said below and send it again.',
  }),
};

export const agreementsFields = {
  'required.scan': field('请附上已签署的纸质协议扫描件。', 'Add the scan of the signed paper.'),
  'required.table': field('请选择纸质协议的登记表。', 'Choose the table of the papers.'),
  json: field('表单内容无法读取，请刷新页面后重试。', 'The form cannot be read. Reload the page and try again.'),
  not_in_future: field('签约日期不能晚于今天。', 'The day of signing cannot be later than today.'),
  similar: field('{title}', '{title}', { id: 'string', title: 'string' }),
  differ: field('乙方不能与甲方相同。', 'Party B must differ from party A.'),
  'required.correction': field(
    '请说明更正了什么（至少 4 个字）。',
    'Say what is corrected, in four characters or more.',
  ),
  'file_kind.scan': field('扫描件应为 PDF、JPEG 或 PNG。', 'The scan must be a PDF, a JPEG or a PNG.'),
  not_encrypted: field(
    'PDF 已加密，请取消密码后再传。',
    'The PDF is encrypted. Send one that opens without a password.',
  ),
  no_scripts: field(
    'PDF 中含有脚本或附件，请重新打印为 PDF 后再传。',
    'The PDF contains scripts or attached files. Print it to PDF again.',
  ),
  readable: field('扫描件已损坏，请重新扫描。', 'The scan is damaged. Scan it again.'),
  max_pixels: field('图片的像素过多，请缩小后再传。', 'The picture has too many pixels. Send a smaller one.'),
  max_content: field(
    'PDF 页面的内容过大，请打印或重新扫描为 PDF 后再传。',
    'The pages of the PDF hold too much. Print or scan it to PDF again.',
  ),
  scan_missing: field('没有名为 {name} 的文件，请一并上传。', 'No file is named {name}. Send it along.', {
    name: 'string',
  }),
  scan_twice: field(
    '有两个以上的文件名为 {name}；请改名后再传。',
    'More than one file is named {name}. Give each a name of its own.',
    { name: 'string' },
  ),
  max_parties: field('最多 {max} 方。', 'At most {max} parties.', { max: 'number' }),
  'once.signatory': field('此人已是签署人。', 'This person signs already.'),
  on_stage: field(
    '只有本届已商定、且各方同意公开的协议可以上台。',
    'Only agreements of this edition that are agreed on, and whose parties show themselves, can be put on.',
  ),
  'unique.agreements': field('同一份协议不能列两次。', 'Name each agreement once.'),
  drawable: field('“{sign}”无法打印在文件中，请换一种写法。', '“{sign}” cannot be printed. Write it another way.', {
    sign: 'string',
  }),
  sum: field(
    '各期付款合计 {paid} 元，应等于协议金额 {amount} 元。',
    'The payments make CNY {paid}; they must add up to the amount, CNY {amount}.',
    { paid: 'string', amount: 'string' },
  ),
  of_licence: field('只有技术许可合同才填这一项。', 'This belongs to a licence alone. Leave it empty.'),
  of_investment: field('只有投资协议才填这一项。', 'This belongs to an investment alone. Leave it empty.'),
};
