import ts from 'typescript';

/** A call that changes rows, or names tables, where no statement is read. */
export interface ManagerCall {
  node: ts.Node;
  why: string;
}

/** What writes, of an EntityManager or a Repository. */
const WRITES = new Set([
  'clear',
  'decrement',
  'delete',
  'deleteAll',
  'increment',
  'insert',
  'recover',
  'remove',
  'restore',
  'save',
  'softDelete',
  'softRemove',
  'update',
  'updateAll',
  'upsert',
]);
/** What leads to SQL that nobody reads. */
const PAST_THE_TAGS = new Set(['createQueryBuilder', 'getRepository', 'withRepository']);

/**
 * What a file asks of TypeORM that neither test of the statements would see: query builders and pieces of SQL,
 * tables named by a text, and writes by another manager than that of a unit of work's transaction.
 */
export function managerCallsIn(file: ts.SourceFile, checker: ts.TypeChecker): ManagerCall[] {
  const found: ManagerCall[] = [];
  const visit = (node: ts.Node): void => {
    const why = ts.isCallExpression(node) && wrongCall(node, checker);
    if (why) found.push({ node, why });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function wrongCall({ expression, arguments: given }: ts.CallExpression, checker: ts.TypeChecker): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text === 'Raw' ? pastTheTags('Raw') : undefined;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const { expression: receiver, name } = expression;
  if (PAST_THE_TAGS.has(name.text)) return pastTheTags(name.text);
  if (!isManager(receiver, checker)) return undefined;
  const [target] = given;
  if (target && checker.getTypeAtLocation(target).flags & ts.TypeFlags.StringLike)
    return `${name.text} names its table by a text: give it the entity`;
  if (!WRITES.has(name.text) || isOfTransaction(receiver, checker)) return undefined;
  return `${name.text} writes outside a unit of work: call it of its transaction, tx.manager`;
}

const pastTheTags = (name: string) => `${name} goes past the tags: write a statement`;

/** By its name or by the type that it is given: typeorm's own types are not read. */
function isManager(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'manager') return true;
  if (!ts.isIdentifier(node)) return false;
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  const type = declaration && 'type' in declaration ? (declaration.type as ts.TypeNode | undefined) : undefined;
  return node.text === 'manager' || /^(EntityManager|Repository)\b/.test(type?.getText() ?? '');
}

const isOfTransaction = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  ts.isPropertyAccessExpression(node) && checker.getTypeAtLocation(node.expression).symbol?.name === 'Transaction';
