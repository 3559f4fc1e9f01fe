import { expect, test } from 'vitest';
import { hasLink } from './links.ts';

test.each([
  '看 https://a.example/x',
  'www.spam.example',
  '加我 spam.com',
  'ｓｐａｍ．ｃｏｍ',
  'me@mail.example',
  '请访问spam.cn/abc',
  'a.b.top',
])('a link: %s', (text) => {
  expect(hasLink(text)).toBe(true);
});

test.each([
  '3.5 毫米',
  '产能是多少？',
  '好的。Next',
  'v1.2.io2 不是',
  '温度 25.0 度，压力 1.2 兆帕',
  'e.g. this',
  '@主讲人 辛苦了',
])('no link: %s', (text) => {
  expect(hasLink(text)).toBe(false);
});
