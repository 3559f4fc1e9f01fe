import { StandardSchemaValidationPipe } from '@nestjs/common';
import { isFieldRule, ruleText, zodIssueText, type FieldRule } from '@everexpo/contracts/problems';
import type { z } from 'zod';
import type { FieldError } from './field-error.ts';
import { fieldError } from './field-error.ts';
import { invalid, type ProblemError } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Validates every argument that carries a contract's schema; refuses with one error per field. */
class ContractPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => problemFrom(issues as readonly Issue[]) });
  }

  /** With the value at fault, so that its text tells what is missing from what is wrong. */
  protected override validate<T>(value: unknown, schema: unknown) {
    const parsed = (schema as z.ZodType<T>).safeParse(value, { reportInput: true });
    return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
  }
}

export const validationPipe = () => new ContractPipe();

/** What `schema` makes of a value. @throws ProblemError 422 naming each wrong field */
export function parseOrThrow<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw problemFrom(parsed.error.issues);
  return parsed.data;
}

const problemFrom = (issues: readonly Issue[]): ProblemError => invalid(...fieldErrorsOf(issues));

/** What is said of a schema's issues, which hold their input. */
export const fieldErrorsOf = (issues: readonly Issue[]): FieldError[] => issues.flatMap(errorsOf);

function errorsOf(issue: Issue): FieldError[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => fieldError(`${pointer}/${escapeToken(key)}`, 'unknown_field'));
  const params = (issue.code === 'custom' ? issue.params : undefined) as
    { rule?: string; values?: Record<string, string | number> } | undefined;
  const rule = params?.rule ?? issue.message;
  if (isFieldRule(rule)) return [fieldErrorOf(pointer || '/', rule, params?.values)];
  const text: FieldError['text'] = (language) => zodIssueText(issue, language);
  // Codes are for programs: people choose from a list of words.
  const values = issue.code === 'invalid_value' ? { options: issue.values.map(String).join(', ') } : undefined;
  return [{ pointer: pointer || '/', rule: issue.code, ...(values ? { values } : {}), text }];
}

function fieldErrorOf(pointer: string, rule: FieldRule, values?: Record<string, string | number>): FieldError {
  const text: FieldError['text'] = (language) => ruleText(rule, (values ?? {}) as never, language);
  return { pointer, rule: rule.split('.')[0] as string, text, ...(values ? { values } : {}) };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${escapeToken(String(part))}`).join('');
}

/** RFC 6901, section 3. */
function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
