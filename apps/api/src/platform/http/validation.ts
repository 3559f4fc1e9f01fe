import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalid, type FieldError, type ProblemError } from './problem.ts';

type Issue = Parameters<
  NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & object
>[0][number];

/** Validates every argument that carries a contract's schema; refuses with one error per field. */
export const validationPipe = () => new StandardSchemaValidationPipe({ exceptionFactory: problemFrom });

export function problemFrom(issues: readonly Issue[]): ProblemError {
  return invalid(issues.flatMap(fieldErrorsOf));
}

function fieldErrorsOf(issue: Issue): FieldError[] {
  const { code, keys, params } = issue as Issue & { code?: string; keys?: string[]; params?: Partial<FieldError> };
  const pointer = pointerOf(issue.path ?? []);
  if (code === 'unrecognized_keys' && keys) {
    return keys.map((key) => ({
      pointer: `${pointer}/${escapeToken(key)}`,
      rule: 'unknown_field',
      detail: 'This field is not known.',
    }));
  }
  const { rule = code ?? 'invalid', values } = params ?? {};
  return [{ pointer: pointer || '/', rule, detail: issue.message, ...(values ? { values } : {}) }];
}

function pointerOf(path: NonNullable<Issue['path']>): string {
  return path.map((part) => `/${escapeToken(String(typeof part === 'object' ? part.key : part))}`).join('');
}

/** RFC 6901, section 3. */
function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
