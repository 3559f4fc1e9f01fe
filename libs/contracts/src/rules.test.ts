import { expect, test } from 'vitest';
import { z } from 'zod';
import * as contracts from './index.ts';
import { isSent, ruleGaps } from './testing/rule-gaps.ts';

const sent = Object.entries(contracts).filter(([, schema]) => isSent(schema));

test('what is sent is found among the contracts', () => {
  expect(sent.length).toBeGreaterThan(60);
  const names = sent.map(([name]) => name);
  for (const name of ['SubmitProject', 'SearchQuery', 'StageStep', 'SendChatMessage', 'Day', 'PersonName'])
    expect(names).toContain(name);
});

test.each(sent)('%s has a rule for every text, number and list', (_name, schema) => {
  expect(ruleGaps(schema as z.ZodType)).toEqual([]);
});

test.each<[string, z.ZodType]>([
  ['a bare text', z.string()],
  ['a text with a length alone', z.string().max(10)],
  ['a text with a rule alone', z.string().regex(/^[a-z]*$/)],
  ['a bare number', z.number()],
  ['a whole number without a largest', z.int().min(0)],
  ['a number in an address without a least', z.coerce.number().int().max(9)],
  ['a list without an end', z.array(z.boolean())],
  ['a record without an end', z.record(contracts.line(5), z.boolean())],
  ['a record of any keys', contracts.recordOf(z.string(), z.boolean(), 5)],
  ['anything', z.unknown()],
  ['an object that takes more', z.object({})],
  ['a bare text inside', z.strictObject({ a: z.array(z.strictObject({ b: z.string().optional() })).max(2) })],
])('%s is a gap', (_name, schema) => {
  expect(ruleGaps(schema)).not.toEqual([]);
});
