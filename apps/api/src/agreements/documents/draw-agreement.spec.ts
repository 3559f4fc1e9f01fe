import { expect, test } from 'vitest';
import type { AgreementText } from './agreement-document.ts';
import { drawAgreement } from './draw-agreement.ts';

const text = (title: string): AgreementText => ({
  id: '00000000-0000-4000-8000-000000000001',
  version: 1,
  kind: 'cooperation',
  title,
  amountFen: 1_000_000,
  termMonths: 12,
  terms: '',
  details: {
    ip: 'keeps-own',
    payments: [],
    milestones: [],
    exclusivity: null,
    territory: '',
    shareBasisPoints: null,
    otherTerms: '',
  },
  parties: [{ name: '甲', organisation: '' }],
  amends: null,
});

test('what is drawn already is drawn once for all who ask, and people take turns', async () => {
  const ended: string[] = [];
  const ask = (title: string, by: string) =>
    drawAgreement(text(title), by).then((bytes) => {
      ended.push(title);
      return bytes;
    });
  const many = ['a1', 'a2', 'a3', 'a4'].map((title) => ask(title, 'a'));
  const other = ask('b1', 'b');
  const again = await Promise.all([ask('a1', 'a'), ask('a1', 'b')]);
  const [first] = await Promise.all([...many, other]);
  expect(first?.subarray(0, 5).toString()).toBe('%PDF-');
  for (const bytes of again) expect(bytes).toBe(first);
  expect(ended.indexOf('b1')).toBeLessThan(ended.indexOf('a4'));
});
