import { relative } from 'node:path';
import type pg from 'pg';
import ts from 'typescript';
import { describe, readNullable, type Column, type Description } from './describe.ts';
import { findStatements, type Statement } from './find-statements.ts';
import { nullColumns } from './null-columns.ts';
import { wholeOf, type Text } from './resolve-text.ts';
import { tablesOf } from './tables-of.ts';
import { kindOfColumn, kindsOf, type Kind } from './type-kinds.ts';

type Nullable = Awaited<ReturnType<typeof readNullable>>;

/**
 * Holds what the sources say of rows and parameters to what PostgreSQL says of each statement: file and line of each
 * that PostgreSQL refuses, that is given a parameter of another type, or whose rows are another type than is said, or
 * that writes without the transaction of a unit of work. Nullability is held where a column is a table's own: one that
 * may be null, or is of an outer join, must be said to be, unless a condition that every row meets compares it or asks
 * for it not to be.
 * @param program with the types of what the files import
 * @param names of the files
 */
export async function checkTypes(
  program: ts.Program,
  names: string[],
  client: pg.Client,
  root: string,
): Promise<string[]> {
  const nullable = await readNullable(client);
  const checker = program.getTypeChecker();
  const found: string[] = [];
  for (const statement of findStatements(program, names)) {
    const at = `${relative(root, statement.file)}:${statement.line}`;
    if (statement.unresolved) found.push(`${at}  ${statement.unresolved}`);
    for (const text of statement.texts) {
      try {
        const description = await describe(client, wholeOf(text));
        const wrong = [
          ...(await wrongWrites(statement, text, checker)),
          ...wrongParameters(text, description, checker),
          ...(await wrongRows(statement, text, description, checker, nullable)),
        ];
        found.push(...wrong.map((said) => `${at}  ${said}`));
      } catch (error) {
        found.push(`${at}  PostgreSQL refuses it: ${(error as Error).message}`);
      }
    }
  }
  return [...new Set(found)].sort();
}

/** What opens a unit of work writes its idempotency key before it has one. */
const OPENS_UNITS = 'platform/database/unit-of-work.ts';

async function wrongWrites({ file, database }: Statement, text: Text, checker: ts.TypeChecker): Promise<string[]> {
  if (!database || file.endsWith(OPENS_UNITS)) return [];
  const uses = await tablesOf(wholeOf(text));
  const within = checker.getTypeAtLocation(database).symbol?.name === 'Transaction';
  return within || !uses.some(({ writes }) => writes) ? [] : ['writes outside a unit of work: give it its transaction'];
}

function wrongParameters(text: Text, { parameters }: Description, checker: ts.TypeChecker): string[] {
  return text
    .flatMap(({ value }) => value ?? [])
    .flatMap((value, at) => {
      const type = parameters[at] as number;
      const wanted = kindOfColumn(type);
      const given = kindsOf(checker.getTypeAtLocation(value), checker);
      const wrong = given.filter((kind) => !wanted || !takes(type, wanted, kind));
      const name = value.getText().replace(/\s+/g, ' ').slice(0, 60);
      return wrong.map((kind) => `parameter ${name} is ${kind}, and is to be ${wanted ?? `type ${type}`}`);
    });
}

const NUMERIC = 1700;

/** What pg sends for a parameter: text, which PostgreSQL reads instants and numerics from too. */
function takes(type: number, wanted: Kind, given: Kind): boolean {
  if (given === 'null' || given === 'any' || given === wanted) return true;
  if ((given === 'any[]' || given === 'null[]') && wanted.endsWith('[]')) return true;
  if (wanted === 'Date') return given === 'string';
  if (wanted === 'Date[]') return given === 'string[]';
  if (type === NUMERIC) return given === 'number';
  return wanted === 'json' && given === 'string';
}

async function wrongRows(
  { tag, rowType }: Statement,
  text: Text,
  { columns }: Description,
  checker: ts.TypeChecker,
  nullable: Nullable,
): Promise<string[]> {
  if (tag === 'exec' || tag === 'exists') return [];
  if (!rowType) return [`${tag} is not told the type of its rows`];
  const row = checker.getTypeFromTypeNode(rowType);
  const properties = new Map(checker.getPropertiesOfType(row).map((property) => [property.name, property]));
  const missing = [...properties.values()]
    .filter(({ name, flags }) => !(flags & ts.SymbolFlags.Optional) && !columns.some((column) => column.name === name))
    .map(({ name }) => `no column is named ${name}`);
  const nullsOf = await nullColumns(wholeOf(text));
  const wrong = columns.flatMap((column) => {
    const property = properties.get(column.name);
    if (!property) return [`the row's type has no ${column.name}`];
    const kinds = kindsOf(checker.getTypeOfSymbolAtLocation(property, rowType), checker);
    const plain = column.origin === null ? undefined : nullable.get(column.origin);
    const { isOuter, isCompared } = nullsOf({ name: column.name, origin: plain });
    return wrongColumn(column, kinds, isOuter || (plain?.nullable === true && !isCompared));
  });
  return [...missing, ...wrong];
}

function wrongColumn({ name, type }: Column, kinds: Kind[], mayBeNull: boolean): string[] {
  const is = kindOfColumn(type);
  if (!is) return [`column ${name} is of type ${type}, which type-kinds.ts does not know`];
  if (mayBeNull && !kinds.includes('null') && !kinds.includes('any')) return [`column ${name} may be null`];
  if (is === 'json') return [];
  return kinds.filter((kind) => kind !== 'null' && kind !== is).map((kind) => `column ${name} is ${is}, not ${kind}`);
}
