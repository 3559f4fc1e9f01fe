import type { Problem } from '@everexpo/contracts';
import type { FieldValues } from 'react-hook-form';

/** What the API, or the contract before it, says of one field: JSON pointer, rule, and words. */
export type Said = NonNullable<Problem['errors']>[number];

/** Gives the name of the field in which a part of the contract is typed; undefined where there is none. */
export type FieldOf = (part: string) => string | undefined;

/** An error as react-hook-form keeps it, under the name of its field. */
export interface Placed {
  name: string;
  type: string;
  message: string;
}

/**
 * Puts what is said of a contract's parts beside the fields in which they are typed: of a part within a field beside
 * that field, of a list of rows at its `root`. What no field shows is left out.
 */
export function placeErrors(said: readonly Said[], values: FieldValues, fieldOf: FieldOf): Placed[] {
  return said.flatMap(({ pointer, rule, detail }) => {
    const name = shownAt(fieldOf(partOf(pointer)), values);
    return name === undefined ? [] : [{ name, type: rule, message: detail }];
  });
}

/** `/details/payments/0/dueOn` as `details.payments.0.dueOn`. */
const partOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');

function shownAt(part: string | undefined, values: FieldValues): string | undefined {
  let typed: object = values;
  const name: string[] = [];
  for (const key of part?.split('.') ?? []) {
    const inner: unknown = Object.hasOwn(typed, key) ? (typed as FieldValues)[key] : undefined;
    if (inner === undefined) break;
    name.push(key);
    if (!holdsFields(inner)) return name.join('.');
    typed = inner;
  }
  return Array.isArray(typed) ? [...name, 'root'].join('.') : undefined;
}

/** Whether fields lie below it: a row, or rows; a file is one field. */
const holdsFields = (typed: unknown): typed is object =>
  Array.isArray(typed) || (typed instanceof Object && Object.getPrototypeOf(typed) === Object.prototype);
