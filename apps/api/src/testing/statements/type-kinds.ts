import ts from 'typescript';

/** What a value is in JavaScript: a kind that pg makes of a type or takes for one; `any` of what cannot be told. */
export type Kind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'Date'
  | 'Buffer'
  | 'json'
  | 'any'
  | 'null'
  | 'other'
  | `${string}[]`;

const SCALARS: [kind: Kind, types: [type: number, list: number | null][]][] = [
  ['boolean', [[16, 1000]]],
  ['Buffer', [[17, 1001]]],
  // int2, int4, int8 (as TypeORM sets pg), float4, float8
  [
    'number',
    [
      [21, 1005],
      [23, 1007],
      [20, 1016],
      [700, 1021],
      [701, 1022],
    ],
  ],
  // text, varchar, bpchar, name, uuid, numeric, time, inet, cidr, tstzrange, char
  [
    'string',
    [
      [25, 1009],
      [1043, 1015],
      [1042, 1014],
      [19, 1003],
      [2950, 2951],
      [1700, 1231],
      [1083, 1183],
      [869, 1041],
      [650, 651],
      [3910, 3911],
      [18, 1002],
    ],
  ],
  // timestamptz, timestamp, date
  [
    'Date',
    [
      [1184, 1185],
      [1114, 1115],
      [1082, 1182],
    ],
  ],
  [
    'json',
    [
      [114, 199],
      [3802, 3807],
    ],
  ],
];

/** By the number of a type in pg_type. */
const KINDS = new Map<number, Kind>(
  SCALARS.flatMap(([kind, types]) =>
    types.flatMap(([type, list]): [number, Kind][] => [
      [type, kind],
      ...(list === null ? [] : ([[list, `${kind}[]`]] as [number, Kind][])),
    ]),
  ),
);

/** What pg makes of a type of PostgreSQL; undefined for one that no statement has used so far. */
export const kindOfColumn = (type: number): Kind | undefined => KINDS.get(type);

const PLAIN: [flags: ts.TypeFlags, kind: Kind][] = [
  [ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter, 'any'],
  [ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void, 'null'],
  [ts.TypeFlags.StringLike, 'string'],
  [ts.TypeFlags.NumberLike, 'number'],
  [ts.TypeFlags.BooleanLike, 'boolean'],
];

/** The kinds that a type of TypeScript may be. */
export function kindsOf(type: ts.Type, checker: ts.TypeChecker): Kind[] {
  if (type.isUnion()) return [...new Set(type.types.flatMap((each) => kindsOf(each, checker)))];
  // A branded string is a string.
  if (type.isIntersection()) {
    const kinds = type.types.flatMap((each) => kindsOf(each, checker));
    return [kinds.find((kind) => kind !== 'other') ?? 'other'];
  }
  const plain = PLAIN.find(([flags]) => (type.flags & flags) !== 0);
  if (plain) return [plain[1]];
  if (type.flags & (ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional | ts.TypeFlags.Substitution)) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint ? kindsOf(constraint, checker) : ['any'];
  }
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const elements = checker.getTypeArguments(type as ts.TypeReference);
    return [...new Set(elements.flatMap((each) => kindsOf(each, checker).map((kind): Kind => `${kind}[]`)))];
  }
  const name = type.symbol?.name;
  if (name === 'Date') return ['Date'];
  if (name === 'Buffer' || name === 'Uint8Array') return ['Buffer'];
  return ['other'];
}
