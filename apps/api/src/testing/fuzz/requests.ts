import { LogPaperAgreement } from '@everexpo/contracts';
import fc from 'fast-check';
import { z } from 'zod';
import { filePart, multipartOf, type Part } from './files.ts';
import { HOSTILE_BODIES, HOSTILE_CONTENT_TYPES, HOSTILE_SEGMENTS, HOSTILE_TEXTS } from './hostile.ts';
import { filled, placeOf, type Known } from './known.ts';
import type { Operation, Parameter, Schema } from './openapi.ts';
import { nearlyValid, valid } from './values.ts';

export interface Request {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

interface Body {
  type: string | null;
  bytes: Buffer;
}

/** A request as it will be once places are filled with what is there then. */
export type Draft = (known: Known) => Request;

const rarely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 12): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

/** Requests of one operation: by its description most of the time, and beside it in every way HTTP has. */
export function requestsOf(operation: Operation): fc.Arbitrary<Draft> {
  return fc
    .tuple(addressesOf(operation), headersOf(operation), bodiesOf(operation))
    .map(([address, headers, body]) => (known) => ({
      method: operation.method,
      path: filled(address, known),
      headers: { ...headers, ...(body?.type ? { 'content-type': body.type } : {}) },
      // Byte by byte, so that files stay what they are.
      body: body && Buffer.from(filled(body.bytes.toString('latin1'), known), 'latin1'),
    }));
}

function addressesOf({ path, parameters }: Operation): fc.Arbitrary<string> {
  const segments = parameters
    .filter((one) => one.in === 'path')
    .map((one) =>
      rarely(segmentsOf(one, path), fc.constantFrom(...HOSTILE_SEGMENTS), 8).map((text) => [one.name, text]),
    );
  const queries = parameters.filter((one) => one.in === 'query').map(entriesOf);
  return fc
    .tuple(fc.tuple(...segments), fc.tuple(...queries), rarely(fc.constant(''), beside(parameters)))
    .map(([values, entries, more]) => {
      const address = values.reduce((text, [name, value]) => text.replace(`{${name}}`, () => String(value)), path);
      const query = [...entries.flat(), ...(more === '' ? [] : [more])].join('&');
      return query === '' ? address : `${address}?${query}`;
    });
}

/** Of the kind that stands before it in the path, or that its own name says. */
function segmentsOf({ name, schema }: Parameter, path: string): fc.Arbitrary<string> {
  if (schema.format === 'uuid') {
    const before = path.split('/').at(path.split('/').findIndex((part) => part.includes(`{${name}}`)) - 1) ?? '';
    const kind = name === 'id' ? (before === 'people' ? 'person' : before.replace(/s$/, '')) : name.replace(/Id$/, '');
    const kinds: Record<string, string> = { paper: 'agreement' };
    return rarely(
      fc.nat(40).map((at) => placeOf(kinds[kind] ?? kind, at)),
      fc.uuid(),
      10,
    );
  }
  const drawn = valid(schema, name).map((value) => encodeURIComponent(String(value)));
  if (!schema.pattern) return drawn;
  const kind = name === 'edition' ? 'code' : name;
  return fc.oneof({ weight: 3, arbitrary: fc.nat(5).map((at) => placeOf(kind, at)) }, { weight: 1, arbitrary: drawn });
}

function entriesOf({ name, required, schema }: Parameter): fc.Arbitrary<string[]> {
  const drawn = nearlyValid(schema, name).map((value) => [`${name}=${encoded(value)}`]);
  const none = fc.constant<string[]>([]);
  return required ? rarely(drawn, none, 15) : fc.oneof(drawn, none);
}

const encoded = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed());

/** What no description says, after the rest of a query. */
function beside(parameters: Parameter[]): fc.Arbitrary<string> {
  const names = ['q', 'limit', '__proto__', 'constructor', 'nothing', ...parameters.map(({ name }) => name)];
  const forms = [
    '{}=%00',
    '{}=%',
    '{}=%FF',
    '{}=%ED%A0%80',
    '{}=a&{}=b',
    '{}[]=1',
    '{}[a]=1',
    '{}',
    '{}=',
    '={}',
    '&&&',
  ];
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...forms))
    .map(([name, form]) => form.replaceAll('{}', name));
}

function headersOf({ parameters }: Operation): fc.Arbitrary<Record<string, string>> {
  const isKeyed = parameters.some((one) => one.in === 'header');
  const key = isKeyed
    ? rarely(
        fc.uuid().map((drawn): Record<string, string> => ({ 'idempotency-key': drawn })),
        fc.constantFrom<Record<string, string>>(
          {},
          { 'idempotency-key': 'short' },
          { 'idempotency-key': 'é'.repeat(20) },
        ),
        20,
      )
    : fc.constant({});
  const odd = fc.constantFrom<Record<string, string>>(
    { range: 'bytes=5-1' },
    { range: 'bytes=-99999999999999999999' },
    { range: 'bytes=0-0,2-3,a' },
    { 'if-none-match': '\u00ff"' },
    { 'accept-language': '*;q=1e300,\u00e9' },
    { accept: 'nothing' },
    { 'x-forwarded-for': '\u00e9,,::1%00' },
    { 'user-agent': '\u00ff'.repeat(2_000) },
    { 'content-encoding': 'gzip' },
    { expect: 'nothing' },
  );
  return fc.tuple(key, rarely(fc.constant({}), odd, 25)).map(([one, other]) => ({ ...one, ...other }));
}

function bodiesOf({ method, body }: Operation): fc.Arbitrary<Body | null> {
  if (method === 'GET') return fc.constant(null);
  const odd: fc.Arbitrary<Body> = fc.record({
    type: fc.constantFrom('application/json', ...HOSTILE_CONTENT_TYPES, null),
    bytes: fc.constantFrom(...HOSTILE_BODIES, '{}').map((text) => Buffer.from(text)),
  });
  if (!body) return rarely<Body | null>(fc.constant(null), odd, 10);
  const usual = body.type === 'multipart/form-data' ? formsOf(body.schema) : jsonOf(body.schema);
  return rarely(usual, odd);
}

const jsonOf = (schema: Schema): fc.Arbitrary<Body> =>
  nearlyValid(schema, '').map((value) => ({ type: 'application/json', bytes: Buffer.from(textOf(value)) }));

/** As JSON, with numbers in it that no program holds. */
const textOf = (value: unknown) => JSON.stringify(value).replaceAll(/"~\(raw:([^)]*)\)~"/g, '$1');

function formsOf({ properties = {} }: Schema): fc.Arbitrary<Body> {
  const parts = Object.entries(properties).map(([name, schema]) => partOf(name, schema));
  const more = fc
    .constantFrom('__proto__', 'constructor', 'nothing', '', ...HOSTILE_TEXTS.slice(0, 12))
    .chain(filePart);
  return fc
    .tuple(
      fc.tuple(
        ...parts.map((part) =>
          rarely(
            part.map((one) => [one]),
            fc.constant<Part[]>([]),
            15,
          ),
        ),
      ),
      rarely(fc.constant<Part[]>([]), fc.array(more, { minLength: 1, maxLength: 3 })),
      rarely<'end' | 'boundary' | null>(fc.constant(null), fc.constantFrom('end', 'boundary'), 15),
    )
    .map(([known, others, broken]) => multipartOf([...known.flat(), ...others], broken));
}

/** Fields of forms that are JSON, which the document says of none of them. */
const JSON_FIELDS: Record<string, Schema> = {
  form: z.toJSONSchema(LogPaperAgreement, { target: 'openapi-3.0', io: 'input' }) as Schema,
};

function partOf(name: string, schema: Schema): fc.Arbitrary<Part> {
  if (schema.format === 'binary' || schema.type === 'array') return filePart(name);
  return nearlyValid(JSON_FIELDS[name] ?? schema, name).map((value) => ({
    name,
    fileName: null,
    bytes: Buffer.from(textOf(value)),
  }));
}
