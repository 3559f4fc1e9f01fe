import {
  isFieldRule,
  ruleText,
  type FieldRule,
  type Language,
  type RuleParameters,
} from '@everexpo/contracts/problems';
import type { Refusal } from '../sandbox/refusal.ts';

/** One field that breaks a rule. */
export interface FieldError {
  /** JSON pointer to the offending field. */
  pointer: string;
  rule: string;
  /** Numbers and words that a text of the rule names. */
  values?: Record<string, string | number>;
  /** What a person is told of it. */
  text: (language: Language) => string;
}

type Given<R extends FieldRule> = keyof RuleParameters<R> extends never
  ? [values?: Record<never, never>]
  : [values: RuleParameters<R>];

/** A field that breaks a rule of the catalogue; of `rule.place` the answer's `rule` is what stands before the dot. */
export function fieldError<R extends FieldRule>(pointer: string, rule: R, ...[values]: Given<R>): FieldError {
  return {
    pointer,
    rule: rule.split('.')[0] as string,
    ...(values ? { values: values as Record<string, string | number> } : {}),
    text: (language) => ruleText(rule, (values ?? {}) as RuleParameters<R>, language),
  };
}

/** A file that a program of its own refused to read; what has no text of its own cannot be read. */
export function refusedField(pointer: string, { rule, at, limit }: Refusal): FieldError {
  const values = { ...(at === undefined ? {} : { at }), ...(limit === undefined ? {} : { limit, max: limit }) };
  const said = isFieldRule(rule) ? rule : 'crashed';
  return { pointer, rule, values, text: (language) => ruleText(said, values as never, language) };
}
