import { expect, test } from 'vitest';
import { sharedPhrases } from './shared-phrases.ts';

test('the longest phrases that two titles share are what makes them alike', () => {
  const [one, other] = ['面向光伏电站的高安全液流储能系统', '面向矿区的低成本液流储能系统'];
  expect(sharedPhrases(one, other, ['液流', '储能'])).toEqual(['液流储能系统']);
  expect(sharedPhrases('面向矿区的低成本叶片', '面向矿区的叶片', ['矿区', '叶片'])).toEqual(['矿区', '叶片']);
  expect(sharedPhrases(one, other, ['面向'])).toEqual([]);
  expect(sharedPhrases(one, '航空发动机叶片', ['航空'])).toEqual([]);
});
