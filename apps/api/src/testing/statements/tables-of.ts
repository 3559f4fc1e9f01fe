import { parse } from 'libpg-query';

/** A table or view that a statement names; `at` is the place in the text, in characters. */
export interface TableUse {
  name: string;
  writes: boolean;
  at: number;
}

type Tree = Record<string, unknown>;
interface RangeVar {
  schemaname?: string;
  relname: string;
  location: number;
}

/** Those whose `relation` is what they change. */
const WRITES = ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'];
/** Those that change all of their `relations`. */
const WRITES_ALL = ['TruncateStmt', 'LockStmt'];

/**
 * The tables that a text names, by PostgreSQL's own parser; names of its WITH clauses are none.
 * @throws SqlError where PostgreSQL would refuse the text
 */
export async function tablesOf(sql: string): Promise<TableUse[]> {
  const { stmts = [] } = await parse(sql);
  const uses: TableUse[] = [];
  // The parser counts bytes.
  const bytes = Buffer.from(sql);
  const use = (table: RangeVar, writes: boolean, scope: ReadonlySet<string>): void => {
    if (!table.schemaname && !writes && scope.has(table.relname)) return;
    const name = table.schemaname ? `${table.schemaname}.${table.relname}` : table.relname;
    uses.push({ name, writes, at: bytes.subarray(0, table.location).toString().length });
  };

  const visit = (node: unknown, scope: ReadonlySet<string>): void => {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, scope));
    if (typeof node !== 'object' || node === null) return;
    for (const [kind, inner] of Object.entries(node as Tree)) {
      if (kind === 'RangeVar') use(inner as RangeVar, false, scope);
      else if (typeof inner === 'object' && inner !== null) visitParts(kind, inner as Tree, scope);
    }
  };

  const visitParts = (kind: string, parts: Tree, scope: ReadonlySet<string>): void => {
    if (Array.isArray(parts)) return visit(parts, scope);
    // FOR UPDATE OF names the aliases of tables that FROM names anyway.
    if (kind === 'LockingClause') return;
    const { withClause, relation, relations, ...rest } = parts;
    const inside = withClause ? scopeOf(withClause as Tree, scope) : scope;
    if (relation) {
      if (WRITES.includes(kind)) use(relation as RangeVar, true, inside);
      else visit({ relation }, inside);
    }
    if (relations) {
      const named = (relations as { RangeVar: RangeVar }[]).map(({ RangeVar }) => RangeVar);
      if (WRITES_ALL.includes(kind)) for (const table of named) use(table, true, inside);
      else visit(relations, inside);
    }
    visit(rest, inside);
  };

  /** Visits the queries of a WITH clause; each knows the names before it, and all where it is recursive. */
  const scopeOf = (clause: Tree, outer: ReadonlySet<string>): ReadonlySet<string> => {
    const queries = (clause['ctes'] as { CommonTableExpr: { ctename: string; ctequery: unknown } }[]).map(
      ({ CommonTableExpr }) => CommonTableExpr,
    );
    let scope = outer;
    for (const { ctename, ctequery } of queries) {
      visit(ctequery, clause['recursive'] ? new Set([...outer, ...queries.map(({ ctename }) => ctename)]) : scope);
      scope = new Set([...scope, ctename]);
    }
    return scope;
  };

  for (const { stmt } of stmts) visit(stmt, new Set());
  return uses;
}
