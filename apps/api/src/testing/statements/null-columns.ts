import { comparedColumns } from './compared-columns.ts';
import { levelOf, outermostLevel, type ColumnName, type FromItem, type Level, type Tree } from './levels.ts';

/** Why a column of an answer may be null, or cannot be though its table's may. */
export interface NullColumn {
  /** An outer join may have no row of its table. */
  isOuter: boolean;
  /** The statement leaves out rows where it is null. */
  isCompared: boolean;
}

/** A column that an answer has, and the table's that PostgreSQL says it is, unchanged, if it is one. */
interface Answered {
  name: string;
  origin: ColumnName | undefined;
}

/** Tells of each column of a statement's answer what its joins and conditions say of NULL. */
export async function nullColumns(sql: string): Promise<(answered: Answered) => NullColumn> {
  const level = await outermostLevel(sql);
  return (answered) => (level ? ofAnswer(level, answered) : { isOuter: false, isCompared: false });
}

function ofAnswer(level: Level, { name, origin }: Answered): NullColumn {
  const column = level.answers.get(name) ?? ofStar(level, name, origin);
  if (!column) return { isOuter: false, isCompared: false };
  const items = level.from.flatMap((from) => itemsOf(from, false));
  const table = column.table ?? tableOf(items, origin?.table);
  const item = items.find((each) => each.name === table);
  const compared = comparedColumns(level);
  const isSame = (other: ColumnName) => !other.table || !table || other.table === table;
  const inside = insideOf(item, level, column, origin);
  return {
    // What compares any of its columns leaves out the rows that an outer join has none of it for.
    isOuter: ((item?.isOuter ?? false) || inside.isOuter) && !compared.some((other) => other.table === table),
    isCompared:
      !level.set.has(column.column) &&
      (inside.isCompared || compared.some((other) => other.column === column.column && isSame(other))),
  };
}

const ofStar = ({ stars, answers }: Level, name: string, origin: ColumnName | undefined): ColumnName | undefined =>
  stars.length > 0 && !answers.has(name) ? { table: stars[0], column: origin?.column ?? name } : undefined;

/** A table or a query of a FROM. */
interface Item {
  name: string;
  node: FromItem;
  isOuter: boolean;
}

function itemsOf(from: Tree, isOuter: boolean): Item[] {
  const { jointype, larg, rarg } = (from['JoinExpr'] ?? {}) as FromItem;
  if (larg && rarg) {
    const either = isOuter || jointype === 'JOIN_FULL';
    return [
      ...itemsOf(larg, either || jointype === 'JOIN_RIGHT'),
      ...itemsOf(rarg, either || jointype === 'JOIN_LEFT'),
    ];
  }
  return (Object.values(from) as FromItem[]).flatMap((node) => {
    const name = node.alias?.aliasname ?? node.relname;
    return name === undefined ? [] : [{ name, node, isOuter }];
  });
}

/** The item that a column without a table is of, where only one can be meant. */
function tableOf(items: Item[], origin: string | undefined): string | undefined {
  const meant = items.length === 1 ? items : items.filter(({ node }) => node.relname === origin);
  return meant.length === 1 ? meant[0]?.name : undefined;
}

/** What the query says of it that stands in the place of a table. */
function insideOf(
  item: Item | undefined,
  { named }: Level,
  { column }: ColumnName,
  origin: ColumnName | undefined,
): NullColumn {
  const { subquery, relname = '' } = item?.node ?? {};
  const inner = subquery ? levelOf(subquery, named) : named.get(relname);
  return inner ? ofAnswer(inner, { name: column, origin }) : { isOuter: false, isCompared: false };
}
