import type { z } from 'zod';
import { problemFrom } from '../http/validation.ts';

/** What a page sent over the socket, checked by its contract. @throws ProblemError 422 naming each wrong field */
export function parseMessage<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw problemFrom(parsed.error.issues);
  return parsed.data;
}
