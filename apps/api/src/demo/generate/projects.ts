import { cityLabels, ProjectStage, type City, type Field, type Label, type Track } from '@everexpo/contracts';
import { lexicon, pains, qualities } from './lexicon.ts';
import type { Random } from './random.ts';

export interface ProjectText {
  title_zh: string;
  title_en: string;
  summary_zh: string;
  summary_en: string;
  seeks_zh: string;
  seeks_en: string;
  stage: ProjectStage;
  amount_sought_fen: number | null;
}

const WAN_FEN = 1_000_000;

/** Writes a project's texts so that title, summary, field, city and track say the same thing; no two titles alike. */
export function projectWriter(random: Random): (track: Track, field: Field, city: City) => ProjectText {
  const titles = new Set<string>();
  return (track, field, city) => {
    for (;;) {
      const text = writeProject(random, track, field, city);
      if (titles.has(text.title_zh)) continue;
      titles.add(text.title_zh);
      return text;
    }
  };
}

function writeProject(random: Random, track: Track, field: Field, city: City): ProjectText {
  const words = lexicon[field];
  const technology = random.pick(words.technologies);
  const application = words.applications[random.pick(technology.fits)] as Label;
  const claim = fill(random.pick(words.claims), random.int(12, 68));
  const wan = random.int(3, 60) * 50;
  const base = { stage: stageOf(random, track), amount_sought_fen: random.next() < 0.85 ? wan * WAN_FEN : null };
  if (track === 'challenge') {
    const pain = random.pick(pains);
    return {
      ...base,
      title_zh: `揭榜：${application.zh}场景下${technology.zh}${pain.zh}问题`,
      title_en: `Challenge: ${pain.en} of the ${technology.en} in ${application.en}`,
      summary_zh:
        `${cityLabels[city].zh}本地企业在${application.zh}中长期受${technology.zh}${pain.zh}制约，` +
        `现面向高校院所和团队张榜求解。验收以现场数据为准，目标是${claim.zh}，提供试验场地与首批应用订单。`,
      summary_en:
        `Companies in ${cityLabels[city].en} are held back by ${pain.en} of the ${technology.en} ` +
        `in ${application.en} and look for teams to solve it. ` +
        `Acceptance is by field data: ${claim.en}. A test site and a first order are offered.`,
      seeks_zh: '揭榜团队、联合攻关',
      seeks_en: 'A team to take it on, joint research',
    };
  }
  const quality = random.pick(qualities);
  const origin: Label =
    track === 'achievement'
      ? {
          zh: '源自科研院所多年积累，已完成关键性能验证',
          en: 'It grew out of years of institute research; its key performance has been verified',
        }
      : {
          zh: '已在标杆用户处稳定运行，具备批量供货能力',
          en: 'It runs steadily at reference customers and can be supplied in volume',
        };
  return {
    ...base,
    title_zh: `面向${application.zh}的${quality.zh}${technology.zh}`,
    title_en: sentence(`${quality.en} ${technology.en} for ${application.en}`),
    summary_zh:
      `项目立足${cityLabels[city].zh}产业基础，围绕${application.zh}的实际需求，研制${quality.zh}${technology.zh}。` +
      `${origin.zh}，实测${claim.zh}。本次希望对接应用场景与产业资本，加快在川落地。`,
    summary_en:
      `Built on the industry of ${cityLabels[city].en}, the project develops a ${quality.en} ${technology.en} ` +
      `for ${application.en}. ${origin.en}; measured, ${claim.en}. ` +
      'It looks for users and capital to grow in Sichuan.',
    seeks_zh: track === 'achievement' ? '技术许可、联合中试' : '股权融资、应用场景',
    seeks_en: track === 'achievement' ? 'Licensing, joint pilot' : 'Equity, reference users',
  };
}

const fill = ({ zh, en }: Label, n: number): Label => ({
  zh: zh.replace('{n}', String(n)),
  en: en.replace('{n}', String(n)),
});
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function stageOf(random: Random, track: Track): ProjectStage {
  const reach: Record<Track, ProjectStage[]> = {
    achievement: ['laboratory', 'prototype', 'pilot'],
    hightech: ['pilot', 'production'],
    challenge: ['laboratory', 'prototype'],
  };
  return random.pick(reach[track]);
}
