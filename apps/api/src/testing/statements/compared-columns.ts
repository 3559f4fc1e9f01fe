import { columnOf, type ColumnName, type FromItem, type Level, type Tree } from './levels.ts';

/**
 * The columns that are not null in any row of a query: those that a condition of its WHERE, or of an inner join, is
 * true of only if they are not.
 */
export function comparedColumns({ where, from }: Level): ColumnName[] {
  return [...held(where), ...from.flatMap(heldByJoins)];
}

function heldByJoins(node: Tree): ColumnName[] {
  const { jointype, larg, rarg, quals } = (node['JoinExpr'] ?? {}) as FromItem;
  if (!larg || !rarg || jointype === 'JOIN_FULL') return [];
  return [
    ...(jointype === 'JOIN_INNER' ? held(quals) : []),
    ...(jointype === 'JOIN_RIGHT' ? [] : heldByJoins(larg)),
    ...(jointype === 'JOIN_LEFT' ? [] : heldByJoins(rarg)),
  ];
}

/** What compares two values, and is null where one of them is. */
const COMPARISONS = ['AEXPR_OP', 'AEXPR_OP_ANY', 'AEXPR_IN', 'AEXPR_LIKE', 'AEXPR_ILIKE', 'AEXPR_BETWEEN'];

function held(condition: Tree | undefined): ColumnName[] {
  const [kind, node] = Object.entries(condition ?? {})[0] ?? [];
  if (!condition || !kind) return [];
  switch (kind) {
    case 'BoolExpr': {
      const { boolop, args } = node as { boolop: string; args: Tree[] };
      if (boolop === 'AND_EXPR') return args.flatMap(held);
      return boolop === 'NOT_EXPR' ? columnsIn(args[0]) : [];
    }
    case 'NullTest': {
      const { arg, nulltesttype } = node as { arg: Tree; nulltesttype: string };
      return nulltesttype === 'IS_NOT_NULL' ? columnsIn(arg) : [];
    }
    case 'SubLink': {
      const { subLinkType, testexpr } = node as { subLinkType: string; testexpr?: Tree };
      return subLinkType === 'ANY_SUBLINK' ? columnsIn(testexpr) : [];
    }
    case 'A_Expr': {
      const { kind: form, lexpr, rexpr } = node as { kind: string; lexpr?: Tree; rexpr?: Tree };
      return COMPARISONS.includes(form) ? [...columnsIn(lexpr), ...columnsIn(rexpr)] : [];
    }
    default:
      return columnsIn(condition);
  }
}

/** The column that an expression is; of a row's the first, which is looked at whatever the others are. */
function columnsIn(node: Tree | undefined): ColumnName[] {
  const row = node?.['RowExpr'] as { args: Tree[] } | undefined;
  const column = columnOf(row ? row.args[0] : node);
  return column ? [column] : [];
}
