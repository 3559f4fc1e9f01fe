import type { Words } from './define.ts';

/** What can be asked for and not be there. */
export const things = {
  address: { zh: '页面或接口', en: 'address' },
  agreement: { zh: '协议', en: 'agreement' },
  agreement_number: { zh: '协议编号', en: 'agreement number' },
  broadcast: { zh: '广播', en: 'broadcast' },
  calendar: { zh: '日历地址', en: 'calendar address' },
  call: { zh: '征集', en: 'call for projects' },
  captions: { zh: '字幕', en: 'caption file' },
  chat_message: { zh: '聊天消息', en: 'chat message' },
  checkpoint: { zh: '存证账本检查点', en: 'ledger checkpoint' },
  day: { zh: '日期', en: 'day' },
  deck: { zh: '演示文稿', en: 'deck' },
  document: { zh: '已登记的文件', en: 'registered document' },
  edition: { zh: '届次', en: 'edition' },
  file: { zh: '文件', en: 'file' },
  interest: { zh: '对接意向', en: 'interest' },
  meeting: { zh: '约谈', en: 'meeting' },
  milestone: { zh: '履约节点', en: 'milestone' },
  notice: { zh: '通知', en: 'notice' },
  page: { zh: '页', en: 'page' },
  paper: { zh: '纸质协议', en: 'paper agreement' },
  party: { zh: '签约方', en: 'party' },
  person: { zh: '人员', en: 'person' },
  pitch: { zh: '推介', en: 'pitch' },
  poll: { zh: '进行中的投票', en: 'open poll' },
  problem: { zh: '问题代码', en: 'problem' },
  project: { zh: '项目', en: 'project' },
  question: { zh: '提问', en: 'question' },
  recording: { zh: '录像', en: 'recording' },
  room: { zh: '会场', en: 'room' },
  session: { zh: '专场', en: 'session' },
  solver_run: { zh: '排程记录', en: 'solver run' },
  submission: { zh: '申报', en: 'submission' },
  table: { zh: '洽谈桌', en: 'table' },
  version: { zh: '版本', en: 'version' },
} as const satisfies Words;
export type Thing = keyof typeof things;

/** What the installation is made of. */
export const services = {
  database: { zh: '数据库', en: 'the database' },
  storage: { zh: '文件存储', en: 'the file storage' },
} as const satisfies Words;
export type Service = keyof typeof services;
