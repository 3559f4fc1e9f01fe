import { beforeAll, expect, test } from 'vitest';
import i18next from 'i18next';
import common from '../i18n/common.zh.ts';
import { ApiError } from './api/api.ts';
import { amountError, fenOf } from './fen.ts';

test.each([
  ['1280000.50', 128_000_050],
  ['1,280,000', 128_000_000],
  ['0.1', 10],
  ['0', 0],
  [' 12 000.05 ', 1_200_005],
  ['１２８００００．５', 128_000_050],
])('%s yuan', (typed, fen) => {
  expect(fenOf(typed)).toBe(fen);
});

test.each(['', '-1', '1.234', '1e9', '十万', '1.', '.5', '12345678901234'])('"%s" is no amount', (typed) => {
  expect(fenOf(typed)).toBeNaN();
});

beforeAll(() => i18next.init({ lng: 'zh', defaultNS: 'common', resources: { zh: { common } } }));

test.each([
  ['-5', '金额不能是负数。'],
  ['500万', '请只填数字，以元为单位：500万写作 5000000。'],
  ['5.123', '最多两位小数，精确到分。'],
  ['若干', '请填写金额，例如 1280000.00。'],
  ['9000000000000', '最多 10¹² 元'],
])('of "%s" the error is named', (typed, said) => {
  const errors = [{ pointer: '/amountFen', rule: 'too_big', values: {}, detail: '最多 10¹² 元' }];
  expect(amountError(new ApiError(422, { errors }), '/amountFen', typed)).toBe(said);
  expect(amountError(new ApiError(409, {}), '/amountFen', typed)).toBeUndefined();
});
