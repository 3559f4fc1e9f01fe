import { StandardSchemaValidationPipe } from '@nestjs/common';
import { fieldErrorsOf } from '@everexpo/contracts/problems';
import type { z } from 'zod';
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
