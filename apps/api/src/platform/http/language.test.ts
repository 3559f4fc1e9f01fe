import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

const asking = (accepted?: string) => languageOf({ headers: { 'accept-language': accepted } });

test.each([
  [undefined, 'zh'],
  ['', 'zh'],
  ['*', 'zh'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['fr,de;q=0.9', 'zh'],
])('accept-language %j', (accepted, language) => expect(asking(accepted)).toBe(language));

test('of a header as long as none is, only the beginning is read', () => {
  const many = 'fr,'.repeat(5_000);
  expect(asking(`en,${many}`)).toBe('en');
  expect(asking(`${many}en`)).toBe('zh');
});
