import { problemPath, problems, problemTitles, type Kind, type ProblemCode } from '@everexpo/contracts/problems';
import { z } from 'zod';

const Languages = z.object({ zh: z.string(), en: z.string() });

/**
 * A code as its documentation has it. In `detail`, a name in braces is a parameter (ICU MessageFormat); `parameters`
 * says what each of them, a member of the problem, holds.
 */
export const ProblemDescription = z.object({
  type: z.string(),
  code: z.string(),
  status: z.int(),
  title: Languages,
  detail: Languages,
  parameters: z.record(
    z.string(),
    z.object({ type: z.enum(['number', 'string', 'array']), values: z.array(z.string()).optional() }),
  ),
});
export type ProblemDescription = z.infer<typeof ProblemDescription>;

export function describe(code: ProblemCode): ProblemDescription {
  const { status, zh, en, parameters } = problems[code];
  return {
    type: problemPath(code),
    code,
    status,
    title: problemTitles[status],
    detail: { zh, en },
    parameters: Object.fromEntries(Object.entries<Kind>(parameters).map(([name, kind]) => [name, describeKind(kind)])),
  };
}

export const describeAll = (): ProblemDescription[] =>
  (Object.keys(problems) as ProblemCode[]).toSorted().map(describe);

function describeKind(kind: Kind): ProblemDescription['parameters'][string] {
  if (kind === 'strings') return { type: 'array' };
  if (typeof kind === 'string') return { type: kind };
  return Array.isArray(kind)
    ? { type: 'array', values: Object.keys(kind[0] as object) }
    : { type: 'string', values: Object.keys(kind) };
}
