import { expect, test } from 'vitest';
import { chineseAmount, englishAmount, listIn } from './format.ts';

test.each([
  [1_280_000, '¥128万', 'CNY 1.28M'],
  [12_345_678, '¥1,234.6万', 'CNY 12.346M'],
  [123_456_789, '¥1.23亿', 'CNY 123M'],
  [1_234_567_890, '¥12.35亿', 'CNY 1.235B'],
  [1_280_055_000_000, '¥12,800.55亿', 'CNY 1.280055T'],
  [56_789, '¥5.7万', 'CNY 57K'],
  [9_876.5, '¥9,876.5', 'CNY 9,876.5'],
  [0, '¥0', 'CNY 0'],
])('%d yuan are as exact in English as in Chinese', (yuan, zh, en) => {
  const fen = Math.round(yuan * 100);
  expect([chineseAmount(fen), englishAmount(fen)]).toEqual([zh, en]);
});

test('a list is joined as its language does', () => {
  const codes = ['S001', 'S002', 'S003'];
  expect([listIn('zh-CN', codes), listIn('en-GB', codes)]).toEqual(['S001、S002和S003', 'S001, S002 and S003']);
});
