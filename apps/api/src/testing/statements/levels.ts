import { parse } from 'libpg-query';

/** A node of PostgreSQL's parse tree, by its kind. */
export type Tree = Record<string, unknown>;

/** A column as it is named: without a table where the name alone tells it. */
export interface ColumnName {
  table?: string | undefined;
  column: string;
}

/** A table, a query in its place, or a join of two. */
export interface FromItem {
  jointype?: string;
  larg?: Tree;
  rarg?: Tree;
  quals?: Tree;
  relname?: string;
  alias?: { aliasname: string };
  subquery?: Tree;
}

/** A query of a statement: what it answers, from what, under which conditions. */
export interface Level {
  /** What it answers, by name; a column where it is one, unchanged. */
  answers: Map<string, ColumnName | null>;
  /** Tables of which all columns are answered; undefined stands for all. */
  stars: (string | undefined)[];
  from: Tree[];
  where: Tree | undefined;
  /** Columns that an UPDATE sets: what it answers of them is no longer what its conditions saw. */
  set: ReadonlySet<string>;
  /** The queries of its WITH, and of those around it. */
  named: ReadonlyMap<string, Level>;
}

interface Statement {
  larg?: Statement;
  targetList?: Tree[];
  fromClause?: Tree[];
  usingClause?: Tree[];
  whereClause?: Tree;
  relation?: Tree;
  returningClause?: { exprs: Tree[] };
  withClause?: { ctes: { CommonTableExpr: { ctename: string; ctequery: Tree } }[] };
}

/** What a statement's answer comes from; of a UNION what its first query's does. */
export async function outermostLevel(sql: string): Promise<Level | undefined> {
  const { stmts = [] } = (await parse(sql)) as { stmts?: { stmt: Tree }[] };
  return stmts[0] && levelOf(stmts[0].stmt, new Map());
}

export function levelOf(node: Tree, around: ReadonlyMap<string, Level>): Level {
  const [[kind, whole] = ['', {}]] = Object.entries(node) as [string, Statement][];
  const named = new Map(around);
  let statement = whole;
  for (;;) {
    for (const { CommonTableExpr: query } of statement.withClause?.ctes ?? [])
      named.set(query.ctename, levelOf(query.ctequery, named));
    if (!statement.larg) break;
    statement = statement.larg;
  }
  const { targetList = [], fromClause = [], usingClause = [], relation, whereClause, returningClause } = statement;
  const answered = kind === 'SelectStmt' ? targetList : (returningClause?.exprs ?? []);
  return {
    ...answersOf(answered),
    from: [...(relation ? [{ RangeVar: relation }] : []), ...fromClause, ...usingClause],
    where: whereClause,
    set: new Set(kind === 'UpdateStmt' ? targetList.flatMap((each) => target(each).name ?? []) : []),
    named,
  };
}

const target = (node: Tree) => node['ResTarget'] as { name?: string; val?: Tree };

function answersOf(targets: Tree[]): Pick<Level, 'answers' | 'stars'> {
  const answers: Level['answers'] = new Map();
  const stars: Level['stars'] = [];
  for (const { name, val } of targets.map(target)) {
    const fields = (val?.['ColumnRef'] as { fields: Tree[] } | undefined)?.fields ?? [];
    const column = columnOf(val);
    if (fields.at(-1)?.['A_Star']) stars.push(nameIn(fields.at(-2)));
    else if (name ?? column) answers.set(name ?? (column as ColumnName).column, column ?? null);
  }
  return { answers, stars };
}

/** The column that an expression is, unchanged or cast to another type. */
export function columnOf(node: Tree | undefined): ColumnName | undefined {
  const cast = node?.['TypeCast'] as { arg: Tree } | undefined;
  if (cast) return columnOf(cast.arg);
  const fields = (node?.['ColumnRef'] as { fields: Tree[] } | undefined)?.fields ?? [];
  const column = nameIn(fields.at(-1));
  return column === undefined ? undefined : { table: nameIn(fields.at(-2)), column };
}

const nameIn = (field: Tree | undefined) => (field?.['String'] as { sval: string } | undefined)?.sval;
