import { globSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { managerCallsIn } from './manager-calls.ts';
import { numbered, TextResolver, Unresolved, type Text } from './resolve-text.ts';

/** A statement the API sends, as every text it may have. */
export interface Statement {
  file: string;
  line: number;
  /** The tag that it is given to; null for what is given to none. */
  tag: string | null;
  /** What runs it. */
  database?: ts.Expression;
  /** What its rows are said to be. */
  rowType?: ts.TypeNode;
  texts: Text[];
  /** Why its texts cannot be told; it has none then. */
  unresolved?: string;
}

/** The tags of platform/database/statements.ts. */
const TAGS = ['all', 'one', 'maybeOne', 'exists', 'exec'];
const GIVE = ': give it to all, one, maybeOne, exists or exec';
const LOOKS_LIKE_SQL = /^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|WITH)\s/;

/** The files within a folder that patterns name. */
export const filesOf = (root: string, patterns: string[]): string[] =>
  globSync(patterns, { cwd: root }).map((name) => join(root, name));

/**
 * Every statement that the files give to a tag, and as unresolved every `.query(`, every text that looks like SQL but
 * reaches no tag, and what is asked of TypeORM where no statement is read.
 * @param program that has the files
 */
export function findStatements(program: ts.Program, names: string[]): Statement[] {
  const files = names.map((name) => program.getSourceFile(name)).filter((file) => file !== undefined);
  const resolver = new TextResolver(program, files);
  const statements = files.flatMap((file) => givenIn(file).map((given) => statementOf(given, resolver)));
  const past = files.flatMap((file) => queriesIn(file).map((node) => unresolved(node, `goes past the tags${GIVE}`)));
  const checker = program.getTypeChecker();
  const managed = files
    .filter((file) => !file.fileName.includes(BELOW_THE_TAGS))
    .flatMap((file) => managerCallsIn(file, checker).map(({ node, why }) => unresolved(node, why)));
  const reached = new Set(
    statements.flatMap(({ texts }) => texts.flat()).map(({ file, line, text }) => `${file}:${line}:${text}`),
  );
  const stray = files.flatMap((file) =>
    literalsIn(file)
      .filter((node) => LOOKS_LIKE_SQL.test(node.text) && !reached.has(`${file.fileName}:${lineOf(node)}:${node.text}`))
      .map((node) => unresolved(node, `SQL that reaches no tag${GIVE}`)),
  );
  return [...statements, ...past, ...managed, ...stray];
}

/** Of these files alone: neither libraries nor node_modules are needed to follow names. */
export function programOf(names: string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => ({
      resolvedModule: text.startsWith('.')
        ? { resolvedFileName: join(from, '..', text), extension: ts.Extension.Ts }
        : undefined,
    }));
  return ts.createProgram(names, options, host);
}

interface Given {
  tag: string;
  database: ts.Expression | undefined;
  rowType?: ts.TypeNode | undefined;
  sql: ts.Expression;
}

function givenIn(file: ts.SourceFile): Given[] {
  const found: Given[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isCallExpression(node.tag)) {
      const { expression, typeArguments, arguments: given } = node.tag;
      if (ts.isIdentifier(expression) && TAGS.includes(expression.text))
        found.push({ tag: expression.text, database: given[0], rowType: typeArguments?.[0], sql: node });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What the tags and the pool are made of is below them. */
const BELOW_THE_TAGS = 'platform/database/';

function queriesIn(file: ts.SourceFile): ts.Node[] {
  if (file.fileName.includes(BELOW_THE_TAGS)) return [];
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (node.expression.name.text === 'query') found.push(node.expression.name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function literalsIn(file: ts.SourceFile): (ts.StringLiteralLike | ts.TemplateHead)[] {
  if (file.fileName.includes(BELOW_THE_TAGS)) return [];
  const found: (ts.StringLiteralLike | ts.TemplateHead)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function statementOf({ tag, database, rowType, sql }: Given, resolver: TextResolver): Statement {
  const at = {
    file: sql.getSourceFile().fileName,
    line: lineOf(sql),
    tag,
    ...(database ? { database } : {}),
    ...(rowType ? { rowType } : {}),
  };
  try {
    return { ...at, texts: resolver.textsOf(sql).map(numbered) };
  } catch (error) {
    if (error instanceof Unresolved) return { ...at, texts: [], unresolved: `${error.message}${GIVE}` };
    throw error;
  }
}

const unresolved = (node: ts.Node, why: string): Statement => ({
  file: node.getSourceFile().fileName,
  line: lineOf(node),
  tag: null,
  texts: [],
  unresolved: why,
});

const lineOf = (node: ts.Node): number => node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
