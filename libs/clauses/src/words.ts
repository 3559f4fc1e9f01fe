import type { Exclusivity, IpOwnership, Language } from './content.ts';

const PARTY_MARKS_ZH = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'];

/** 甲方 / Party A for the first party, and so on; parties are at most eight. */
export function partyMark(index: number, language: Language): string {
  return language === 'zh' ? `${PARTY_MARKS_ZH[index] ?? index + 1}方` : `Party ${String.fromCharCode(65 + index)}`;
}

/** An amount in CNY with two decimals and thousands separators, from fen. */
export function money(fen: number, language: Language): string {
  const figure = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format(fen / 100);
  return language === 'zh' ? `人民币 ${figure} 元` : `CNY ${figure}`;
}

export function day(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${iso}T00:00:00Z`),
  );
}

export const ipText: Record<IpOwnership, Record<Language, string>> = {
  'keeps-own': {
    zh: '各方原有的知识产权仍归各方所有；履行本协议新产生的知识产权归作出该成果的一方所有。',
    en:
      'Each party keeps the intellectual property it brings. What is newly created belongs to the party that ' +
      'creates it.',
  },
  'party-a': {
    zh: '各方原有的知识产权仍归各方所有；履行本协议新产生的知识产权归甲方所有。',
    en: 'Each party keeps the intellectual property it brings. What is newly created belongs to Party A.',
  },
  'party-b': {
    zh: '各方原有的知识产权仍归各方所有；履行本协议新产生的知识产权归乙方所有。',
    en: 'Each party keeps the intellectual property it brings. What is newly created belongs to Party B.',
  },
  joint: {
    zh: '各方原有的知识产权仍归各方所有；履行本协议新产生的知识产权由各方共有，任何一方许可第三方使用须经其他各方书面同意。',
    en:
      'Each party keeps the intellectual property it brings. What is newly created is owned jointly; a licence ' +
      'to a third party needs the written consent of all.',
  },
  'by-contribution': {
    zh: '各方原有的知识产权仍归各方所有；履行本协议新产生的知识产权按各方投入比例共有。',
    en:
      'Each party keeps the intellectual property it brings. What is newly created is owned in proportion to ' +
      'what each party has contributed.',
  },
};

export const exclusivityText: Record<Exclusivity, Record<Language, string>> = {
  exclusive: {
    zh: '独占许可：在许可范围内，包括许可方在内的任何他人均不得实施。',
    en: 'Exclusive licence: within its scope nobody else may use the technology, the licensor included.',
  },
  sole: {
    zh: '排他许可：在许可范围内，除许可方外任何他人不得实施。',
    en: 'Sole licence: within its scope nobody but the licensor may use the technology beside the licensee.',
  },
  'non-exclusive': {
    zh: '普通许可：许可方可以自行实施，也可以许可他人实施。',
    en: 'Non-exclusive licence: the licensor may use the technology and license it to others.',
  },
};
