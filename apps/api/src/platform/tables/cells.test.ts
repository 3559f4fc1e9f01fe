import { City, cityLabels } from '@everexpo/contracts';
import { describe, expect, test } from 'vitest';
import { amountInTenThousands, dayWritten, monthsWritten, word } from './cells.ts';
import { ruleOf } from './check-row.ts';
import { matchColumns } from './match-columns.ts';

const day = (written: string) => dayWritten.safeParse(written).data;

describe('a day as people write it', () => {
  test.each([
    '2026-11-20',
    '2026/11/20',
    '2026.11.20',
    '2026年11月20日',
    '2026年11月20号',
    '20261120',
    ' 2026 年 11 月 20 日 ',
    '２０２６-１１-２０',
    '２０２６／１１／２０',
    '2026-11-20 10:30:00',
    '2026-11-20T10:30:00.000Z',
    '二〇二六年十一月二十日',
    '二○二六年十一月二十日',
  ])('%s', (written) => expect(day(written)).toBe('2026-11-20'));

  test.each([
    ['2026/11/2', '2026-11-02'],
    ['2026-1-5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['二〇二六年十月三十一日', '2026-10-31'],
    ['二零二六年一月十日', '2026-01-10'],
    ['2024-2-29', '2024-02-29'],
  ])('%s', (written, meant) => expect(day(written)).toBe(meant));

  test.each([
    '',
    '46346',
    '11/20/2026',
    '20/11/2026',
    '01/02/2026',
    '2026-02-30',
    '2026-13-01',
    '2026-11',
    '2026-11/20',
    'tomorrow',
    '26-11-20',
    '2026-11-20 later',
  ])('%j is refused', (written) => {
    const { error } = dayWritten.safeParse(written);
    expect(ruleOf(error!.issues[0]!)[0]).toBe('date');
  });
});

describe('an amount in 万元', () => {
  test.each([
    ['128', 128_000_000],
    ['0', 0],
    ['1,280.5', 1_280_500_000],
    ['１２８．５', 128_500_000],
    ['1，280', 1_280_000_000],
    ['0.000001', 1],
    ['330.00000000000006', 330_000_000],
    ['0.30000000000000004', 300_000],
    ['329.99999999999994', 330_000_000],
    ['9.99999999999998', 10_000_000],
    ['99999999.99999901', 99_999_999_999_999],
    ['128.5000000000', 128_500_000],
    ['99999999.999999', 99_999_999_999_999],
  ])('%s', (written, fen) => expect(amountInTenThousands.parse(written)).toBe(fen));

  test('empty is none', () => expect(amountInTenThousands.parse(' ')).toBeNull());

  test.each([
    'viel',
    '1e3',
    '0.0000001',
    '330.0000001',
    '330.00000000001',
    '123456.00000001',
    '99999999.9999994',
    '0.00000000000001',
    '12,80',
    '1,2',
    '128.',
    '.5',
    '1.2.3',
    '100000001',
    '#DIV/0!',
    'Infinity',
    '0x10',
  ])('%s is refused', (written) => {
    const { error } = amountInTenThousands.safeParse(written);
    expect(ruleOf(error!.issues[0]!)[0]).toBe('amount');
  });

  test.each([
    ['-5', 'amount_negative'],
    ['500万', 'amount_unit'],
  ])('%s is refused for what it is', (written, rule) => {
    const { error } = amountInTenThousands.safeParse(written);
    expect(ruleOf(error!.issues[0]!)[0]).toBe(rule);
  });
});

test('months', () => {
  expect(['24', ' ２４ ', '24个月', '24月', ''].map((written) => monthsWritten.parse(written))).toEqual([
    24,
    24,
    24,
    24,
    undefined,
  ]);
  for (const written of ['0', '601', '1.5', '-1', 'two'])
    expect(monthsWritten.safeParse(written).success, written).toBe(false);
});

test('a word that the glossary lacks names those it has, in both languages', () => {
  const { error } = word(City, cityLabels).safeParse('火星');
  const [rule, values] = ruleOf(error!.issues[0]!);
  expect(rule).toBe('one_of');
  expect(values.wordsZh).toContain('成都、');
  expect(values.wordsEn).toContain('Chengdu, ');
});

describe('headings', () => {
  const columns = [
    { key: 'code', zh: '项目编号', en: 'Project code' },
    { key: 'amount', zh: '金额（万元）', en: 'Amount (CNY 10,000)' },
    { key: 'id', zh: '系统标识', en: 'Record id', optional: true },
  ];
  const places = (...headers: string[]) => matchColumns({ headers, rows: [] }, columns);

  test.each([
    ['*项目编号', '金额(万元)'],
    ['项目编号＊', '金额 （万元）*'],
    ['项目编号（必填）', '金额（万元）：'],
    ['【必填】项目编号', '金额（万元）'],
    ['PROJECT CODE *', 'amount (cny 10,000)'],
    ['code', 'amount'],
    ['项目\n编号', '金额（万元）[选填]'],
  ])('%s, %s', (...headers) => expect(places(...headers)).toEqual([0, 1, -1]));

  test('that lack or stand twice are named', () => {
    expect(() => places('项目编号', '金额（元）')).toThrow(
      expect.objectContaining({
        code: 'missing_columns',
        errors: [expect.objectContaining({ pointer: '/file/amount' })],
      }),
    );
    expect(() => places('项目编号', '金额（万元）', '*项目编号')).toThrow(
      expect.objectContaining({
        code: 'repeated_columns',
        errors: [expect.objectContaining({ pointer: '/file/code' })],
      }),
    );
  });
});
