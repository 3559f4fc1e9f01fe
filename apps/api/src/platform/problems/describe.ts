import {
  problemPath,
  problems,
  problemTitles,
  type Kind,
  type Language,
  type ProblemCode,
} from '@everexpo/contracts/problems';

/** A code as its documentation has it. */
export interface ProblemDescription {
  type: string;
  code: ProblemCode;
  status: number;
  title: Record<Language, string>;
  /** A name in braces is a parameter (ICU MessageFormat). */
  detail: Record<Language, string>;
  /** What each parameter, a member of the problem, holds. */
  parameters: Record<string, { type: 'number' | 'string' | 'array'; values?: string[] }>;
}

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
