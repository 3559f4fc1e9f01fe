import fc from 'fast-check';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS, HOSTILE_TIMES, HOSTILE_VALUES } from './hostile.ts';
import { placeOf } from './known.ts';
import type { Schema } from './openapi.ts';

type Values = fc.Arbitrary<unknown>;
type Weighted = { weight: number; arbitrary: Values };

const WORDS = ['题目', 'Kiln ash 窑灰', 'chengdu', 'é', '𠮷野家', '👩‍👩‍👧 家', 'नमस्ते दुनिया', 'שלום', 'a', '2026'];
const TIMES: Record<string, string[]> = {
  date: ['2026-11-20', '2024-02-29', '1900-01-01', '2199-12-31', placeOf('day', 0), placeOf('day', 1)],
  'date-time': [
    placeOf('start', 0),
    placeOf('start', 1),
    placeOf('start', 2),
    '2030-06-01T08:00:00Z',
    '2030-06-01T08:20:00.500+14:00',
    '1900-01-01T00:00:00Z',
    '2199-12-31T23:59:59Z',
  ],
  time: ['00:00', '08:30', '13:00', '23:59'],
  email: [placeOf('email', 0), placeOf('email', 1), placeOf('email', 2), 'nobody@test.example'],
};

/** What a schema takes, by its letter; it may still be refused. `name` is the field's. */
export function valid(schema: Schema, name: string): Values {
  const values = ofKind(schema, name);
  return schema.nullable ? fc.option(values, { freq: 4 }) : values;
}

function ofKind(schema: Schema, name: string): Values {
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return fc.oneof(...options.map((option) => valid(option, name)));
  if (schema.allOf) return fc.tuple(...schema.allOf.map((part) => valid(part, name))).map(merged);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return texts(schema, name);
    case 'integer':
    case 'number':
      return numbers(schema, name);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return lists(schema, name);
    case 'object':
      return objects(schema);
    default:
      return fc.constantFrom(...HOSTILE_VALUES);
  }
}

const merged = (parts: unknown[]) => Object.assign({}, ...(parts as object[])) as unknown;

function texts({ format, pattern, minLength = 0, maxLength = 200 }: Schema, name: string): Values {
  if (format === 'uuid') return ids(name);
  const times = TIMES[format ?? ''];
  if (times) return fc.constantFrom(...times);
  if (pattern) return fc.stringMatching(new RegExp(pattern), { size: 'small' });
  const words = WORDS.filter((word) => word.length >= minLength && [...word].length <= maxLength);
  const longest = fc.constantFrom('长', '𠮷', 'x').map((letter) => letter.repeat(maxLength));
  const drawn = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 30) });
  const plain = words.length > 0 ? fc.constantFrom(...words) : drawn;
  return fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: drawn }, { weight: 1, arbitrary: longest });
}

/** Of something there, mostly of the kind that the field's name says. */
function ids(name: string): Values {
  const kind = name
    .replace(/^(?:with|to)(?=[A-Z])/, '')
    .replace(/Ids?$/, '')
    .toLowerCase();
  return fc.oneof(
    { weight: 8, arbitrary: fc.nat(40).map((at) => placeOf(kind, at)) },
    { weight: 1, arbitrary: fc.nat(40).map((at) => placeOf('any', at)) },
    { weight: 1, arbitrary: fc.uuid() },
  );
}

function numbers({ minimum = 0, maximum = 1_000 }: Schema, name: string): Values {
  // How long a run of the solver may take: asked for one second, it tells the same.
  if (name === 'seconds') return fc.constant(minimum);
  const least = fc.nat(3).map((more) => Math.min(minimum + more, maximum));
  const any = fc.maxSafeInteger().map((drawn) => minimum + (Math.abs(drawn) % (maximum - minimum + 1)));
  return fc.oneof(
    { weight: 5, arbitrary: least },
    { weight: 2, arbitrary: any },
    { weight: 1, arbitrary: fc.constant(maximum) },
  );
}

function lists({ items = {}, minItems = 0, maxItems = 4 }: Schema, name: string): Values {
  const some = fc.array(valid(items, name), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) });
  // The same twice is what rules about sets forget.
  const doubled = some.map((list) => [...list, ...list].slice(0, Math.max(maxItems, 1)));
  return fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: doubled });
}

function objects({ properties = {}, required = [], additionalProperties }: Schema): Values {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, valid(field, name)]));
  const known = fc.record(fields, { requiredKeys: required });
  if (typeof additionalProperties !== 'object') return known;
  const keys = fc.constantFrom('team-size', 'a', 'No overlap in a room', '题目');
  return fc.tuple(known, fc.dictionary(keys, valid(additionalProperties, ''), { maxKeys: 3 })).map(merged);
}

/** What a schema takes with one thing in it, however deep, that it should not. */
export function spoilt(schema: Schema, name: string): Values {
  const inside = spoiltInside(schema, name);
  return fc.oneof(...inside, { weight: 1, arbitrary: hostile(schema) });
}

function spoiltInside(schema: Schema, name: string): Weighted[] {
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return [{ weight: 4, arbitrary: fc.oneof(...options.map((option) => spoilt(option, name))) }];
  if (schema.type === 'array') {
    const element = spoilt(schema.items ?? {}, name);
    const put = fc.tuple(valid(schema, name), element).map(([list, one]) => [...(list as unknown[]), one]);
    return [{ weight: 3, arbitrary: put }];
  }
  if (schema.type !== 'object') return [];
  const fields = Object.entries(schema.properties ?? {}).map(([key, field]) =>
    fc.tuple(valid(schema, name), spoilt(field, key)).map(([all, one]) => ({ ...(all as object), [key]: one })),
  );
  const more = fc
    .tuple(valid(schema, name), fc.constantFrom(...HOSTILE_TEXTS), fc.constantFrom(...HOSTILE_VALUES))
    .map(([all, key, value]) => ({ ...(all as object), [key]: value }));
  return [
    ...(fields.length > 0 ? [{ weight: 8, arbitrary: fc.oneof(...fields) }] : []),
    { weight: 1, arbitrary: more },
  ];
}

function hostile({ type, format, minimum, maximum, maxLength }: Schema): Values {
  const anything = { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_VALUES) };
  if (type === 'integer' || type === 'number') {
    const beside = [minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound + 1]));
    return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...beside, ...HOSTILE_NUMBERS) }, anything);
  }
  if (type !== 'string') return fc.constantFrom(...HOSTILE_VALUES);
  const times = {
    weight: format === 'date' || format === 'date-time' ? 6 : 1,
    arbitrary: fc.constantFrom(...HOSTILE_TIMES),
  };
  const tooLong = fc.constantFrom('长', '𠮷').map((letter) => letter.repeat((maxLength ?? 200) + 1));
  const hostiles = { weight: 5, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) };
  return fc.oneof(hostiles, times, { weight: 1, arbitrary: tooLong }, anything);
}

/** Valid more often than not, so that requests come past the first rule. */
export const nearlyValid = (schema: Schema, name: string): Values =>
  fc.oneof({ weight: 3, arbitrary: valid(schema, name) }, { weight: 2, arbitrary: spoilt(schema, name) });
