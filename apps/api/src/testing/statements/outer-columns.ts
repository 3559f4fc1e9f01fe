import { parse } from 'libpg-query';

interface SelectStmt {
  op?: string;
  larg?: SelectStmt;
  targetList?: { ResTarget: { name?: string; val?: { ColumnRef?: { fields: { String?: { sval: string } }[] } } } }[];
  fromClause?: From[];
}

/** A table, or a join of two, by its kind. */
interface From {
  [kind: string]: FromItem | undefined;
}

interface FromItem {
  relname?: string;
  alias?: { aliasname: string };
  jointype?: string;
  larg?: From;
  rarg?: From;
}

/** The columns of a SELECT that are, unchanged, of what an outer join may have no row of. */
export async function outerColumns(sql: string): Promise<Set<string>> {
  const { stmts = [] } = (await parse(sql)) as { stmts?: { stmt: { SelectStmt?: SelectStmt } }[] };
  let select = stmts[0]?.stmt.SelectStmt;
  while (select?.larg) select = select.larg;
  const outer = new Set((select?.fromClause ?? []).flatMap((from) => outerNames(from, false)));
  return new Set(
    (select?.targetList ?? []).flatMap(({ ResTarget: { name, val } }) => {
      const [table, column] = (val?.ColumnRef?.fields ?? []).map((field) => field.String?.sval ?? '');
      return table !== undefined && column !== undefined && outer.has(table) ? [name ?? column] : [];
    }),
  );
}

function outerNames(from: From, isOuter: boolean): string[] {
  const { jointype, larg, rarg } = from['JoinExpr'] ?? {};
  if (larg && rarg) {
    const either = isOuter || jointype === 'JOIN_FULL';
    return [
      ...outerNames(larg, either || jointype === 'JOIN_RIGHT'),
      ...outerNames(rarg, either || jointype === 'JOIN_LEFT'),
    ];
  }
  if (!isOuter) return [];
  return Object.values(from).flatMap((item) => item?.alias?.aliasname ?? item?.relname ?? []);
}
