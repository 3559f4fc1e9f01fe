import { isFieldRule, ruleText, type FieldError } from '@everexpo/contracts/problems';
import type { Refusal } from '../sandbox/refusal.ts';

export { fieldError, type FieldError } from '@everexpo/contracts/problems';

/** A file that a program of its own refused to read; what has no text of its own cannot be read. */
export function refusedField(pointer: string, { rule, at, limit }: Refusal): FieldError {
  const values = { ...(at === undefined ? {} : { at }), ...(limit === undefined ? {} : { limit, max: limit }) };
  const said = isFieldRule(rule) ? rule : 'crashed';
  return { pointer, rule, values, text: (language) => ruleText(said, values as never, language) };
}
