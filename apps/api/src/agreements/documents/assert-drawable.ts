import { fieldError, invalid, undrawable } from '../../platform/index.ts';

/**
 * What is signed must be readable on paper: texts by their pointers, of which none may hold a character that no font of
 * ours has.
 * @throws ProblemError 422 `drawable`, naming each such character
 */
export function assertDrawable(texts: Record<string, string>): void {
  const errors = Object.entries(texts).flatMap(([pointer, text]) => {
    const sign = undrawable(text);
    return sign === null ? [] : [fieldError(pointer, 'drawable', { sign })];
  });
  if (errors.length > 0) throw invalid(...errors);
}
