import type { z } from 'zod';
import { isFieldRule, type FieldRule, type RuleParameters } from './catalogue/catalogue.ts';
import type { Language } from './catalogue/define.ts';
import { ruleText } from './say.ts';
import { zodIssueText } from './zod-issue-text.ts';

type Issue = z.core.$ZodIssue;

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

/** What is said of a schema's issues, which hold their input: API and forms say the same. */
export const fieldErrorsOf = (issues: readonly Issue[]): FieldError[] => issues.flatMap(errorsOf);

function errorsOf(issue: Issue): FieldError[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => fieldError(`${pointer}/${escapeToken(key)}`, 'unknown_field'));
  const params = (issue.code === 'custom' ? issue.params : undefined) as
    | { rule?: string; values?: Record<string, string | number> }
    | undefined;
  const rule = params?.rule ?? issue.message;
  if (isFieldRule(rule)) return [fieldError(pointer || '/', rule, params?.values as never)];
  const text: FieldError['text'] = (language) => zodIssueText(issue, language);
  // Codes are for programs: people choose from a list of words.
  const values = issue.code === 'invalid_value' ? { options: issue.values.map(String).join(', ') } : undefined;
  return [{ pointer: pointer || '/', rule: issue.code, ...(values ? { values } : {}), text }];
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${escapeToken(String(part))}`).join('');
}

/** RFC 6901, section 3. */
function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
