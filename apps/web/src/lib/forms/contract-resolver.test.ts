import { AgreementTerms, RoomForm } from '@everexpo/contracts';
import type { Language } from '@everexpo/contracts/problems';
import { describe, expect, test } from 'vitest';
import { draftOf, emptyDraft, fieldOfDraft, type DraftValues } from '../../features/agreements/terms-values.ts';
import { contractResolver } from './contract-resolver.ts';

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

describe('what is typed as its contract has it', () => {
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

describe('what lies within a field', () => {
  const rooms = (room: object) =>
    contractResolver(
      {
        schema: RoomForm,
        contractOf: ({ features, ...typed }: { features: string }) => ({ ...typed, features: features.split(',') }),
      },
      () => 'zh',
    )({ features: `大屏,${'长'.repeat(41)}`, ...room }, undefined, options);
  const room = {
    venueZh: '会展中心',
    venueEn: 'Expo centre',
    nameZh: '一号厅',
    nameEn: 'Hall 1',
    mode: 'both',
    seats: 100,
  };

  test('is said beside the field', async () => {
    expect((await rooms(room)).errors).toEqual({ features: { type: 'too_big', message: '最多 40 个字符。' } });
  });

  test('and what no field shows keeps nothing from the API, which says it', async () => {
    const hidden = await contractResolver(
      { schema: RoomForm, contractOf: (typed: object) => ({ ...typed, colour: 'red' }) },
      () => 'zh',
    )({ ...room }, undefined, options);
    expect(hidden).toEqual({ values: { ...room, colour: 'red' }, errors: {} });
  });
});
