import { fieldErrorsOf, type Language } from '@everexpo/contracts/problems';
import { set, type FieldErrors, type FieldValues, type Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { placeErrors, type FieldOf } from './place-errors.ts';

/** How what is typed in a form becomes what the API's contract takes. */
export interface ContractForm<V extends FieldValues, S extends z.ZodType> {
  schema: S;
  /** What is typed, as the contract has it; what cannot be read goes on as what the contract refuses by its name. */
  contractOf: (values: V) => unknown;
  fieldOf?: FieldOf;
}

export const sameName: FieldOf = (part) => part;

/**
 * Validates a form by its contract and says what is wrong in the API's own words. What no field could show does not
 * keep the form from being sent: the API then says it of the whole.
 */
export function contractResolver<V extends FieldValues, S extends z.ZodType>(
  { schema, contractOf, fieldOf = sameName }: ContractForm<V, S>,
  language: () => Language,
): Resolver<V, unknown, z.output<S>> {
  return (values) => {
    const given = contractOf(values);
    const parsed = schema.safeParse(given, { reportInput: true });
    if (parsed.success) return { values: parsed.data, errors: {} };
    const said = fieldErrorsOf(parsed.error.issues).map(({ text, ...error }) => ({
      ...error,
      detail: text(language()),
    }));
    const errors: FieldErrors<V> = {};
    for (const { name, ...error } of placeErrors(said, values, fieldOf).reverse()) set(errors, name, error);
    return Object.keys(errors).length === 0 ? { values: given as z.output<S>, errors: {} } : { values: {}, errors };
  };
}
