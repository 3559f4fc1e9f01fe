import { z } from 'zod';

/** A word of the glossary in both languages of the product. */
export interface Label {
  zh: string;
  en: string;
}

export const Role = z.enum(['owner', 'investor', 'organizer', 'staff', 'steward', 'attendee', 'admin']);
export type Role = z.infer<typeof Role>;

export const Track = z.enum(['achievement', 'hightech', 'challenge']);
export type Track = z.infer<typeof Track>;

/** The eight high-tech fields of the national catalogue for high-tech enterprise recognition. */
export const Field = z.enum([
  'electronics',
  'biomedicine',
  'aerospace',
  'materials',
  'services',
  'energy',
  'environment',
  'manufacturing',
]);
export type Field = z.infer<typeof Field>;

/** Sichuan's 18 cities and 3 autonomous prefectures. */
export const City = z.enum([
  'chengdu',
  'zigong',
  'panzhihua',
  'luzhou',
  'deyang',
  'mianyang',
  'guangyuan',
  'suining',
  'neijiang',
  'leshan',
  'nanchong',
  'meishan',
  'yibin',
  'guangan',
  'dazhou',
  'yaan',
  'bazhong',
  'ziyang',
  'aba',
  'ganzi',
  'liangshan',
]);
export type City = z.infer<typeof City>;

export const ProjectStage = z.enum(['laboratory', 'prototype', 'pilot', 'production']);
export type ProjectStage = z.infer<typeof ProjectStage>;

export const SessionKind = z.enum(['pitch', 'negotiation', 'ceremony', 'talk']);
export type SessionKind = z.infer<typeof SessionKind>;

export const RoomMode = z.enum(['onsite', 'online', 'both']);
export type RoomMode = z.infer<typeof RoomMode>;

export const StageState = z.enum(['scheduled', 'live', 'ended']);
export type StageState = z.infer<typeof StageState>;

/** `missed`: one side was not there, or a call that nobody answered. */
export const MeetingState = z.enum(['requested', 'accepted', 'open', 'ended', 'declined', 'cancelled', 'missed']);
export type MeetingState = z.infer<typeof MeetingState>;

export const MeetingSide = z.enum(['owner', 'investor']);
export type MeetingSide = z.infer<typeof MeetingSide>;

export const MeetingPlace = z.enum(['online', 'table']);
export type MeetingPlace = z.infer<typeof MeetingPlace>;

export const MeetingOutcome = z.enum(['agreement', 'next-meeting', 'stay-in-touch', 'no']);
export type MeetingOutcome = z.infer<typeof MeetingOutcome>;

export const GuestSeat = z.enum(['interpreter', 'steward', 'desk']);
export type GuestSeat = z.infer<typeof GuestSeat>;

export const AgreementKind = z.enum(['intent', 'cooperation', 'transfer', 'licence', 'investment']);
export type AgreementKind = z.infer<typeof AgreementKind>;

/** `signed` is signed by all and not yet registered: on paper, while a second person has not verified it. */
export const AgreementState = z.enum([
  'draft',
  'review',
  'ready',
  'partly_signed',
  'signed',
  'registered',
  'amended',
  'completed',
  'terminated',
  'withdrawn',
]);
export type AgreementState = z.infer<typeof AgreementState>;

export const SigningOrder = z.enum(['parallel', 'sequential']);
export type SigningOrder = z.infer<typeof SigningOrder>;

/** Who owns what comes of the work. */
export const IpOwnership = z.enum(['keeps-own', 'party-a', 'party-b', 'joint', 'by-contribution']);
export type IpOwnership = z.infer<typeof IpOwnership>;

export const Exclusivity = z.enum(['exclusive', 'sole', 'non-exclusive']);
export type Exclusivity = z.infer<typeof Exclusivity>;

export const MilestoneKind = z.enum(['milestone', 'payment']);
export type MilestoneKind = z.infer<typeof MilestoneKind>;

export const AgreementSource = z.enum(['screen', 'paper']);
export type AgreementSource = z.infer<typeof AgreementSource>;

export const roleLabels: Record<Role, Label> = {
  owner: { zh: '项目方', en: 'Project owner' },
  investor: { zh: '投资方', en: 'Investor' },
  organizer: { zh: '组委会', en: 'Organizer' },
  staff: { zh: '签约台', en: 'Deal desk' },
  steward: { zh: '科服保姆', en: 'Steward' },
  attendee: { zh: '参会者', en: 'Attendee' },
  admin: { zh: '管理员', en: 'Admin' },
};

export const trackLabels: Record<Track, Label> = {
  achievement: { zh: '成果转化', en: 'Research results' },
  hightech: { zh: '高新技术推广', en: 'High technology' },
  challenge: { zh: '难题揭榜', en: 'Open challenges' },
};

export const fieldLabels: Record<Field, Label> = {
  electronics: { zh: '电子信息', en: 'Electronics and IT' },
  biomedicine: { zh: '生物与新医药', en: 'Biology and medicine' },
  aerospace: { zh: '航空航天', en: 'Aerospace' },
  materials: { zh: '新材料', en: 'New materials' },
  services: { zh: '高技术服务', en: 'High-tech services' },
  energy: { zh: '新能源与节能', en: 'Energy' },
  environment: { zh: '资源与环境', en: 'Resources and environment' },
  manufacturing: { zh: '先进制造与自动化', en: 'Manufacturing and automation' },
};

export const cityLabels: Record<City, Label> = {
  chengdu: { zh: '成都', en: 'Chengdu' },
  zigong: { zh: '自贡', en: 'Zigong' },
  panzhihua: { zh: '攀枝花', en: 'Panzhihua' },
  luzhou: { zh: '泸州', en: 'Luzhou' },
  deyang: { zh: '德阳', en: 'Deyang' },
  mianyang: { zh: '绵阳', en: 'Mianyang' },
  guangyuan: { zh: '广元', en: 'Guangyuan' },
  suining: { zh: '遂宁', en: 'Suining' },
  neijiang: { zh: '内江', en: 'Neijiang' },
  leshan: { zh: '乐山', en: 'Leshan' },
  nanchong: { zh: '南充', en: 'Nanchong' },
  meishan: { zh: '眉山', en: 'Meishan' },
  yibin: { zh: '宜宾', en: 'Yibin' },
  guangan: { zh: '广安', en: "Guang'an" },
  dazhou: { zh: '达州', en: 'Dazhou' },
  yaan: { zh: '雅安', en: "Ya'an" },
  bazhong: { zh: '巴中', en: 'Bazhong' },
  ziyang: { zh: '资阳', en: 'Ziyang' },
  aba: { zh: '阿坝', en: 'Aba' },
  ganzi: { zh: '甘孜', en: 'Ganzi' },
  liangshan: { zh: '凉山', en: 'Liangshan' },
};

export const projectStageLabels: Record<ProjectStage, Label> = {
  laboratory: { zh: '实验室阶段', en: 'Laboratory' },
  prototype: { zh: '样机阶段', en: 'Prototype' },
  pilot: { zh: '中试阶段', en: 'Pilot' },
  production: { zh: '量产阶段', en: 'Production' },
};

export const agreementKindLabels: Record<AgreementKind, Label> = {
  intent: { zh: '合作意向书', en: 'Letter of intent' },
  cooperation: { zh: '合作协议', en: 'Cooperation agreement' },
  transfer: { zh: '技术转让合同', en: 'Technology transfer' },
  licence: { zh: '技术许可合同', en: 'Licence' },
  investment: { zh: '投资协议', en: 'Investment agreement' },
};

export const agreementStateLabels: Record<AgreementState, Label> = {
  draft: { zh: '草稿', en: 'Draft' },
  review: { zh: '审阅中', en: 'In review' },
  ready: { zh: '待签署', en: 'Ready to sign' },
  partly_signed: { zh: '部分签署', en: 'Partly signed' },
  signed: { zh: '已签署，待复核', en: 'Signed, to be verified' },
  registered: { zh: '已登记', en: 'Registered' },
  amended: { zh: '已被变更', en: 'Amended' },
  completed: { zh: '已履行完毕', en: 'Completed' },
  terminated: { zh: '已终止', en: 'Terminated' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

export const ipOwnershipLabels: Record<IpOwnership, Label> = {
  'keeps-own': { zh: '谁作出归谁', en: 'Each keeps what it creates' },
  'party-a': { zh: '归甲方', en: 'Party A' },
  'party-b': { zh: '归乙方', en: 'Party B' },
  joint: { zh: '共有', en: 'Joint' },
  'by-contribution': { zh: '按投入比例共有', en: 'By contribution' },
};

export const exclusivityLabels: Record<Exclusivity, Label> = {
  exclusive: { zh: '独占许可', en: 'Exclusive' },
  sole: { zh: '排他许可', en: 'Sole' },
  'non-exclusive': { zh: '普通许可', en: 'Non-exclusive' },
};

export const meetingStateLabels: Record<MeetingState, Label> = {
  requested: { zh: '待回复', en: 'Awaiting an answer' },
  accepted: { zh: '已约定', en: 'Booked' },
  open: { zh: '进行中', en: 'Under way' },
  ended: { zh: '已结束', en: 'Ended' },
  declined: { zh: '已谢绝', en: 'Declined' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  missed: { zh: '有一方未到', en: 'Missed' },
};

export const meetingOutcomeLabels: Record<MeetingOutcome, Label> = {
  agreement: { zh: '达成协议', en: 'Agreement' },
  'next-meeting': { zh: '再约一次', en: 'Next meeting' },
  'stay-in-touch': { zh: '保持联系', en: 'Stay in touch' },
  no: { zh: '不合适', en: 'No' },
};

export const guestSeatLabels: Record<GuestSeat, Label> = {
  interpreter: { zh: '口译', en: 'Interpreter' },
  steward: { zh: '科服保姆', en: 'Steward' },
  desk: { zh: '签约台', en: 'Deal desk' },
};
