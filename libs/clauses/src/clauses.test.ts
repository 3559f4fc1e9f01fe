import { describe, expect, test } from 'vitest';
import { clauseHeading, clausesOf } from './clauses-of.ts';
import type { Content, Kind } from './content.ts';
import { diffClauses } from './diff-clauses.ts';

const content: Content = {
  kind: 'licence',
  title: '高温轴承涂层许可',
  amountFen: 128_000_050,
  termMonths: 36,
  terms: '甲方许可乙方使用高温轴承涂层技术。',
  details: {
    ip: 'party-a',
    payments: [
      { title: '首付款', dueOn: '2027-01-31', amountFen: 28_000_050 },
      { title: '验收款', dueOn: '2027-09-30', amountFen: 100_000_000 },
    ],
    milestones: [{ title: '完成样件试制', dueOn: '2027-03-01' }],
    exclusivity: 'sole',
    territory: '四川省',
    shareBasisPoints: null,
    otherTerms: '',
  },
  parties: [
    { name: '甲负责人', organisation: '甲单位' },
    { name: '乙负责人', organisation: '乙单位' },
  ],
  amends: null,
};
const text = (kind: Kind, change: Partial<Content> = {}) =>
  clausesOf({ ...content, kind, ...change }, 'zh')
    .map(({ title, paragraphs }) => `${title}：${paragraphs.join('')}`)
    .join('\n');

describe('the text of an agreement', () => {
  test('says every typed field, to the fen and the day', () => {
    const licence = text('licence');
    for (const said of [
      '1,280,000.50 元',
      '280,000.50 元',
      '2027年9月30日',
      '完成样件试制',
      '排他许可',
      '四川省',
      '36 个月',
      '归甲方所有',
    ])
      expect(licence, said).toContain(said);
  });

  test('each kind has what belongs to it and nothing else', () => {
    expect(text('intent')).toContain('不产生履行义务');
    expect(text('intent')).not.toContain('知识产权');
    expect(text('investment', { details: { ...content.details, shareBasisPoints: 1250 } })).toContain('12.50%');
    expect(text('transfer')).toContain('技术资料');
    expect(text('cooperation')).not.toContain('排他许可');
  });

  test('has the same clauses in both languages, and none that is empty', () => {
    for (const kind of ['intent', 'cooperation', 'transfer', 'licence', 'investment'] as const) {
      const [zh, en] = [clausesOf({ ...content, kind }, 'zh'), clausesOf({ ...content, kind }, 'en')];
      expect(en.map(({ key }) => key)).toEqual(zh.map(({ key }) => key));
      expect([...zh, ...en].every(({ paragraphs }) => paragraphs.length > 0 && paragraphs.every(Boolean))).toBe(true);
      expect(en.flatMap(({ title }) => title).join('')).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test('numbers its clauses as contracts do', () => {
    expect([0, 9, 10, 19, 20].map((index) => clauseHeading(index, 'zh'))).toEqual([
      '第一条',
      '第十条',
      '第十一条',
      '第二十条',
      '第二十一条',
    ]);
    expect(clauseHeading(2, 'en')).toBe('Article 3');
  });
});

describe('the difference between two versions', () => {
  test('shows the changed words of a clause, whole clauses added and removed, and leaves the rest alone', () => {
    const after: Content = {
      ...content,
      amountFen: 150_000_000,
      terms: '甲方许可乙方使用低温轴承涂层技术。',
      details: { ...content.details, payments: [], milestones: [], otherTerms: '乙方承担检测费用。' },
    };
    const diff = new Map(diffClauses(content, after, 'zh').map((clause) => [clause.key, clause]));
    expect(diff.get('ip')?.change).toBe('same');
    expect(diff.get('other')).toMatchObject({ change: 'added' });
    expect(diff.get('milestones')).toMatchObject({ change: 'removed' });
    const words = diff
      .get('subject')
      ?.parts.filter(({ change }) => change !== 'same')
      .map(({ change, text: said }) => `${change}:${said}`);
    expect(words).toEqual(['removed:高温', 'added:低温']);
  });

  test('of a version with itself is nothing', () => {
    expect(diffClauses(content, content, 'en').every(({ change }) => change === 'same')).toBe(true);
  });
});
