import type { Role } from '@everexpo/contracts';
import type { Actor } from '../../platform/index.ts';

/** A page that is found by its name or other words for it. */
export interface SearchPage {
  href: string;
  zh: string;
  en: string;
  /** Words that people look for it by. */
  also: string;
  detailZh: string;
  detailEn: string;
  /** Who may open it: everybody unless said otherwise. */
  who?: 'person' | Role[];
}

const pages: SearchPage[] = [
  page('/', '首页', 'Home', '正在进行', '正在进行与即将开始', 'What is on now and next'),
  page('/programme', '日程', 'Programme', '时间表 专场 timetable schedule', '全部专场的时间与会场', 'When and where'),
  page(
    '/projects',
    '项目',
    'Projects',
    '收藏 成果 技术 favourites saved',
    '检索与收藏项目',
    'Search and save projects',
  ),
  page('/replays', '回看', 'Replays', '录像 视频 recording video', '已结束专场的录像', 'Recordings of past sessions'),
  page('/wall', '签约墙', 'Signing wall', '签约 大屏 agreements', '本届登记的签约', 'Agreements of this edition'),
  page(
    '/verify',
    '验证协议',
    'Verify an agreement',
    '核验 存证 查询 ledger',
    '核对文件与登记编号',
    'Check a file or a number',
  ),
  page(
    '/check',
    '设备检测',
    'Device check',
    '摄像头 麦克风 camera microphone',
    '摄像头、麦克风与网络',
    'Camera, sound, network',
  ),
  page(
    '/mine',
    '我的',
    'Mine',
    '通知 洽谈 约谈 协议 meetings notices',
    '我的项目、约谈与协议',
    'My projects and meetings',
    'person',
  ),
  page('/submit', '项目申报', 'Submit a project', '报名 apply', '申报下一届推介', 'For the next edition', [
    'owner',
    'steward',
  ]),
  page('/prepare', '编排', 'Editions', '排期 会场 遴选 timetable', '届次、会场与日程编排', 'Plan editions', [
    'organizer',
  ]),
  page('/control', '导播台', 'Control room', '直播 舞台 stage', '同时看管多个专场', 'Several stages at once', [
    'organizer',
  ]),
  page('/desk', '签约台', 'Deal desk', '登记 纸质协议 paper', '登记与复核纸质协议', 'Log and verify papers', ['staff']),
  page('/desk/ceremony', '签约仪式', 'Signing ceremony', '大屏 仪式', '签约仪式的顺序与大屏', 'Order and screens', [
    'staff',
  ]),
  page('/desk/register', '协议登记簿', 'Register', '统计 导出 export', '各届签约统计与导出', 'Figures and exports', [
    'staff',
  ]),
  page('/desk/tables', '洽谈桌', 'Meeting tables', '签到 排桌 check-in', '现场洽谈桌与签到', 'Tables and check-in', [
    'staff',
    'organizer',
  ]),
];

function page(
  href: string,
  zh: string,
  en: string,
  also: string,
  detailZh: string,
  detailEn: string,
  who?: SearchPage['who'],
): SearchPage {
  return { href, zh, en, also, detailZh, detailEn, ...(who ? { who } : {}) };
}

/** The pages that somebody may open. */
export const pagesFor = (actor: Actor): SearchPage[] =>
  pages.filter(({ who }) => who === undefined || isOne(actor, who));

const isOne = (actor: Actor, who: 'person' | Role[]): boolean =>
  actor.kind === 'person' && (who === 'person' || who.some((role) => actor.roles.has(role)));
