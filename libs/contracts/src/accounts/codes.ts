import { z } from 'zod';
import { rule } from '../problems/rule.ts';

/** What an authenticator shows, as people type or paste it: with spaces, hyphens or full-width digits. */
export const digitsOf = (typed: string) => typed.normalize('NFKC').replaceAll(/[\s\p{Cf}\p{Pd}]/gu, '');

/** The six digits of an authenticator. */
export const OneTimeCode = z
  .string()
  .max(40)
  .transform(digitsOf)
  .pipe(z.string().regex(/^\d{6}$/, rule('code_digits')));
