import type { Label } from '@everexpo/contracts';

const pairs: [string, string][] = [
  ['Room unavailable timeslot', '会场不可用'],
  ['Room conflict', '会场冲突'],
  ['Speaker unavailable timeslot', '推介人不可到场'],
  ['Speaker conflict', '推介人冲突'],
  ['Talk prerequisite talks', '先后次序'],
  ['Talk mutually-exclusive-talks tags', '互斥专场'],
  ['Consecutive talks pause', '两场间隔不足'],
  ['Crowd control', '人流控制'],
  ['Speaker required timeslot tags', '推介人必需时段'],
  ['Speaker prohibited timeslot tags', '推介人禁用时段'],
  ['Talk required timeslot tags', '专场必需时段'],
  ['Talk prohibited timeslot tags', '专场禁用时段'],
  ['Speaker required room tags', '推介人必需设施'],
  ['Speaker prohibited room tags', '推介人禁用会场'],
  ['Talk required room tags', '专场必需设施'],
  ['Talk prohibited room tags', '专场禁用会场'],
  ['Published timeslot', '改动已发布时间'],
  ['Published room', '改动已发布会场'],
  ['Theme track conflict', '同领域并行'],
  ['Theme track room stability', '同领域换会场'],
  ['Sector conflict', '同市州并行'],
  ['Audience type diversity', '同赛道同时段'],
  ['Audience type theme track conflict', '同赛道同领域并行'],
  ['Audience level diversity', '层次多样'],
  ['Content audience level flow violation', '难易次序'],
  ['Content conflict', '内容重复并行'],
  ['Language diversity', '语言多样'],
  ['Same day talks', '同领域分散在不同日'],
  ['Popular talks', '热门专场与会场大小'],
  ['Speaker preferred timeslot tags', '推介人偏好时段'],
  ['Speaker undesired timeslot tags', '推介人不愿时段'],
  ['Talk preferred timeslot tags', '专场偏好时段'],
  ['Talk undesired timeslot tags', '专场不愿时段'],
  ['Speaker preferred room tags', '推介人偏好设施'],
  ['Speaker undesired room tags', '推介人不愿会场'],
  ['Talk preferred room tags', '专场偏好设施'],
  ['Talk undesired room tags', '专场不愿会场'],
  ['Reserved window', '保留时段'],
  ['Resource cap', '并行上限'],
  ['Walking time', '换场步行时间'],
  ['Room seats', '座位不足'],
  ['Shared followers', '共同关注者冲突'],
  ['Track balance over days', '各日赛道均衡'],
  ['People moved', '受影响人数'],
];

const labels = new Map(pairs.map(([en, zh]) => [en, { zh, en }]));

/** The names of all rules, in the solver's order. */
export const RULES = pairs.map(([name]) => name);

/** A rule in both languages; in English the solver's own name. */
export function ruleLabel(name: string): Label {
  return labels.get(name) ?? { zh: name, en: name };
}
