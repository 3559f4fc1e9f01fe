import { tableRuleText } from '@everexpo/contracts';
import type { Table } from '@everexpo/interchange/cells';
import { ProblemError } from '../problems/problem.ts';

/** A column as its header is written in either language; a file may lack an optional one. */
export interface Column {
  key: string;
  zh: string;
  en: string;
  optional?: boolean;
}

/**
 * Where each column stands in the file, -1 for an optional one that is not there.
 * @throws ProblemError 422 `missing_columns`, `repeated_columns` with the columns named
 */
export function matchColumns({ headers }: Table, columns: readonly Column[]): number[] {
  const bare = headers.map(bareHeading);
  const places = columns.map(({ zh, en, key }) => {
    const names = [zh, en, key].map(bareHeading);
    return bare.flatMap((heading, at) => (names.includes(heading) ? [at] : []));
  });
  const missing = columns.filter(({ optional }, at) => !optional && places[at]?.length === 0);
  if (missing.length > 0) throw refused('missing_columns', 'column', missing);
  const repeated = columns.filter((_, at) => (places[at]?.length ?? 0) > 1);
  if (repeated.length > 0) throw refused('repeated_columns', 'column_once', repeated);
  return places.map((at) => at[0] ?? -1);
}

/** A heading without what people add: marks of required fields, a colon, blanks; full-width signs made half-width. */
function bareHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【[](?:必填|必填项|选填|required|optional)[)\]】\]]/g, '')
    .replace(/[*※\s:]/g, '');
}

function refused(code: 'missing_columns' | 'repeated_columns', rule: string, columns: readonly Column[]): ProblemError {
  const values = {
    columnsZh: columns.map(({ zh }) => zh).join('、'),
    columnsEn: columns.map(({ en }) => en).join(', '),
  };
  return new ProblemError(
    code,
    { columns: columns.map(({ zh, en }) => `${zh} (${en})`) },
    {
      errors: columns.map(({ key }) => ({
        pointer: `/file/${key}`,
        rule,
        values,
        text: (language) => tableRuleText(code, values)[language],
      })),
    },
  );
}
