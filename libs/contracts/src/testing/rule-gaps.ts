import type { z } from 'zod';

type Schema = z.core.$ZodType;
type Kinds = z.core.$ZodTypes['_zod']['def'];
type Kind<T extends Kinds['type']> = Extract<Kinds, { type: T }>;

/** Of each kind that some part of the product could not keep: the database, a file, another program's reader. */
const HOSTILE = ['\u0000', 'a\u0007b', 'a\ud800b', 'a\uffffb', '\u{1fffe}', 'x'.repeat(300_000)];

/**
 * Where what people send meets no rule: texts that take hostile characters or have no end, numbers and lists without
 * bounds, objects that take unknown fields. Each gap is a path and what is missing there.
 */
export function ruleGaps(schema: Schema, path = ''): string[] {
  const def = defOf(schema);
  if ('innerType' in def) return ruleGaps(def.innerType, path);
  switch (def.type) {
    case 'object':
      return objectGaps(def, path);
    case 'array':
      return [...missing(def, path, ['max_length']), ...ruleGaps(def.element, `${path}/0`)];
    case 'tuple':
      return def.items.flatMap((item, at) => ruleGaps(item, `${path}/${at}`));
    case 'record':
      return recordGaps(def, path);
    case 'union':
      return def.options.flatMap((option, at) => ruleGaps(option, `${path}|${at}`));
    case 'pipe':
      return takesText(def.in) ? hostileTextsTaken(schema, path) : ruleGaps(def.in, path);
    case 'string':
      return hostileTextsTaken(schema, path);
    case 'number':
      return missing(def, path, ['greater_than', 'less_than']);
    default:
      return BOUNDED.has(def.type) ? [] : [`${path} is of the kind ${def.type}, which has no rule`];
  }
}

/** Of which there are so many values as their schemas name. */
const BOUNDED = new Set<string>(['boolean', 'enum', 'literal', 'null']);

const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

function objectGaps({ catchall, shape }: Kind<'object'>, path: string): string[] {
  const isOpen = catchall?._zod.def.type !== 'never';
  const fields = Object.entries(shape).flatMap(([key, field]) => ruleGaps(field, `${path}/${key}`));
  return isOpen ? [`${path} takes unknown fields`, ...fields] : fields;
}

function recordGaps({ checks, keyType, valueType }: Kind<'record'>, path: string): string[] {
  const isEndless = !checks?.length && !BOUNDED.has(defOf(keyType).type);
  const entries = [...ruleGaps(keyType, `${path}/key`), ...ruleGaps(valueType, `${path}/value`)];
  return isEndless ? [`${path} takes any number of entries`, ...entries] : entries;
}

/** What a text is turned into, the whole of it is judged. */
function takesText(schema: Schema): boolean {
  const def = defOf(schema);
  return def.type === 'pipe' ? takesText(def.in) : def.type === 'string';
}

function hostileTextsTaken(schema: Schema, path: string): string[] {
  const taken = HOSTILE.filter((text) => (schema as z.ZodType).safeParse(text).success);
  return taken.map((text) => `${path} takes ${JSON.stringify(text.slice(0, 20))}`);
}

function missing({ checks = [] }: { checks?: z.core.$ZodCheck<never>[] }, path: string, names: string[]): string[] {
  const found = checks.map((check) => check._zod.def.check);
  return names.filter((name) => !found.includes(name)).map((name) => `${path} has no ${name}`);
}

/** Whether a schema is of something sent to us: those take no unknown fields, what we answer may grow. */
export function isSent(schema: unknown): schema is Schema {
  if (typeof schema !== 'object' || schema === null || !('_zod' in schema)) return false;
  const def = defOf(schema as Schema);
  if (def.type === 'object') return def.catchall?._zod.def.type === 'never';
  if (def.type === 'union') return def.options.every(isSent);
  return ['string', 'number', 'pipe'].includes(def.type);
}
