import { expect, test } from 'vitest';
import { OneTimeCode } from './codes.ts';
import { OrganisationName, PersonName } from './names.ts';

test.each([
  ['王小明', '王小明'],
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['王　小明', '王 小明'],
  ['阿依古丽·买买提', '阿依古丽·买买提'],
  ['Seán O’Brien-Müller Jr.', 'Seán O’Brien-Müller Jr.'],
  ['Jose\u0301', 'José'],
  ['Иван Петров', 'Иван Петров'],
  ['བཀྲ་ཤིས་', 'བཀྲ་ཤིས་'],
  ['ꆈꌠ', 'ꆈꌠ'],
  ['ООО Ромашка (Chengdu) Co., Ltd.', 'ООО Ромашка (Chengdu) Co., Ltd.'],
])('%s is a name', (typed, kept) => {
  expect(PersonName.parse(typed)).toBe(kept);
});

test.each([
  ['nothing', ' '],
  ['a hundred thousand characters', '长'.repeat(100_000)],
  ['more than 80', 'x'.repeat(81)],
  ['a right-to-left override', 'Ada\u202Ecalevol'],
  ['an isolate', 'Ada\u2067'],
  ['a zero-width space', 'Ada\u200BLovelace'],
  ['a zero-width joiner', 'A\u200Dda'],
  ['a byte order mark within', 'A\uFEFFda'],
  ['a control character', 'Ada\u0007'],
  ['a line break', 'Ada\nLovelace'],
  ['a line separator', 'Ada\u2028Lovelace'],
  ['a private letter', 'Ada\uE000'],
  ['half a surrogate pair', 'Ada\uD800'],
  ['a picture', 'Ada 🏅'],
  ['a heap of marks', 'A\u0323\u0324\u0325\u0326da'],
  ['punctuation alone', '...'],
  ['a Cyrillic letter in a Latin word', 'Pаypal'],
  ['a Greek letter in a Latin word', 'Αda'],
])('%s is none', (_, typed) => {
  expect(PersonName.safeParse(typed).success).toBe(false);
});

test('an organisation has figures, brackets and signs in its name', () => {
  for (const name of ['成都高新（集团）有限公司', '3M', 'A&B Co., Ltd.', 'C++研究院', '测试单位12a4'])
    expect(OrganisationName.parse(name)).toBe(name);
  expect(OrganisationName.safeParse('A').success).toBe(false);
});

test.each([
  '123456',
  '123 456',
  ' 123456\n',
  '１２３４５６',
  '123-456',
  '123\u2009456',
  '123\u00A0456',
  '\u200E123456',
])('the code %j is read as it is meant', (typed) => {
  expect(OneTimeCode.parse(typed)).toBe('123456');
});

test.each(['12345', '1234567', '12345a', '一二三四五六', ''])('%j is no code', (typed) => {
  expect(OneTimeCode.safeParse(typed).success).toBe(false);
});
