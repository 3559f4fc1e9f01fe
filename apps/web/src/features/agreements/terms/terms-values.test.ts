import { AgreementTerms } from '@everexpo/contracts';
import type { Language } from '@everexpo/contracts/problems';
import { describe, expect, test } from 'vitest';
import { contractResolver } from '../../../lib/forms/contract-resolver.ts';
import { draftOf, emptyDraft, fieldOfDraft, type DraftValues } from './terms-values.ts';

const options = { fields: {}, shouldUseNativeValidation: false };
const draft: DraftValues = {
  ...emptyDraft,
  title: '高导热复合散热膜联合研发',
  amount: '1,000,000',
  terms: '双方就该项目开展联合研发与应用示范。',
};

const drafts = (language: Language) =>
  contractResolver({ schema: AgreementTerms, contractOf: draftOf, fieldOf: fieldOfDraft }, () => language);
const errorsOf = async (values: DraftValues, language: Language) =>
  (await drafts(language)(values, undefined, options)).errors;

describe('a draft as typed', () => {
  test('is sent in fen and months', async () => {
    const { values, errors } = await drafts('zh')(draft, undefined, options);
    expect(errors).toEqual({});
    expect(values).toMatchObject({ amountFen: 100_000_000, termMonths: 24, details: { payments: [] } });
  });

  test.each([
    ['zh', '至少 4 个字符。', '应为数字。'],
    ['en', 'Use at least 4 characters.', 'This must be a number.'],
  ] as const)('is named beside its field in the words of the API (%s)', async (language, title, amount) => {
    expect(await errorsOf({ ...draft, title: '散热', amount: '一百万' }, language)).toEqual({
      title: { type: 'too_small', message: title },
      amount: { type: 'invalid_type', message: amount },
    });
  });

  test('a row is named by its field, what rows come to at the root of them', async () => {
    const row = { title: '首付款', dueOn: '2030-01-31', amount: '400000' };
    expect(await errorsOf({ ...draft, payments: [row, { ...row, dueOn: '' }] }, 'zh')).toEqual({
      payments: [undefined, { dueOn: { type: 'invalid_format', message: '请填写有效的日期，例如 2026-11-20。' } }],
    });
    expect(await errorsOf({ ...draft, payments: [row] }, 'en')).toMatchObject({
      payments: { root: { type: 'sum', message: expect.stringContaining('400000.00') as string } },
    });
  });
});
