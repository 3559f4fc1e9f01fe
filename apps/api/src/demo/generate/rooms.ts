import type { Random } from './random.ts';

const ONLINE = { venue_zh: '线上展厅', venue_en: 'Online', mode: 'online', seats: 0 } as const;
const HALLS: [zh: string, en: string, seats: number][] = [
  ['主会场', 'Main hall', 800],
  ['岷江厅', 'Minjiang hall', 400],
  ['沱江厅', 'Tuojiang hall', 300],
  ['嘉陵厅', 'Jialing hall', 240],
  ['青衣厅', 'Qingyi hall', 180],
  ['大渡厅', 'Dadu hall', 120],
  ['涪江厅', 'Fujiang hall', 80],
  ['渠江厅', 'Qujiang hall', 60],
];

/** Eight halls of 60 to 800 seats that also stream, and four online-only rooms. */
export function demoRooms(random: Random, editionId: string) {
  const halls = HALLS.map(([zh, en, seats]) => ({
    venue_zh: '科创会展中心',
    venue_en: 'Expo centre',
    name_zh: zh,
    name_en: en,
    mode: 'both' as const,
    seats,
  }));
  const online = ['一', '二', '三', '四'].map((digit, index) => ({
    ...ONLINE,
    name_zh: `云端${digit}厅`,
    name_en: `Cloud room ${index + 1}`,
  }));
  return [...halls, ...online].map((room, index) => ({
    id: random.uuid(),
    edition_id: editionId,
    position: index + 1,
    ...room,
  }));
}
