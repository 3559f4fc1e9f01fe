import { expect, test } from 'vitest';
import { hasLink } from './links.ts';

test.each([
  '看 https://a.example/x',
  '看HTTP://A.example',
  'http://localhost:8080/',
  'https://例子.测试/路',
  'ftp://files.example/x',
  'www.spam.example',
  '上www.spam.example看看',
  '加我 spam.com',
  'ｓｐａｍ．ｃｏｍ',
  'spam。com 有惊喜',
  'SPAM.COM',
  'me@mail.example',
  '写信到me@mail.example吧',
  '请访问spam.cn/abc',
  '请访问spam.cn，谢谢',
  '请看spam.com谢谢',
  '(spam.net)',
  'a.b.top',
  'spam.top:8080',
  'my-shop.xyz?from=chat',
  'asp.net/spam',
  '163.com',
  '上12306.cn买票',
  'v1.spam.cn',
])('a link: %s', (text) => {
  expect(hasLink(text)).toBe(true);
});

test.each([
  'ASP.NET',
  '我们用ASP.NET和VB.NET开发',
  'asp.net core 8',
  '后端是 .NET 8，前端是 Socket.IO',
  'Node.js、Vue.js、Next.js',
  '100。top级别',
  '100.top级别',
  '我们是最好的。top级别的团队',
  '效果很好。me too',
  '第3.节',
  '第3.2.1节',
  'v1.2.cn?',
  'V2.0.net版',
  '3.5 毫米',
  '1.2.3.4',
  '产能是多少？',
  '好的。Next',
  'v1.2.io2 不是',
  '温度 25.0 度，压力 1.2 兆帕',
  'e.g. this',
  'U.S. patent No.5',
  'report.pdf、main.py、readme.md',
  '@主讲人 辛苦了',
  'p<0.05; a/b//c',
  '比分 3:2',
  'awww.太好了',
])('no link: %s', (text) => {
  expect(hasLink(text)).toBe(false);
});
