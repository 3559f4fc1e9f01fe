import { globSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { TextResolver, Unresolved, type Text } from './resolve-text.ts';

/** A statement the API sends, as every text it may have. */
export interface Statement {
  file: string;
  line: number;
  texts: Text[];
  /** Why its texts cannot be told; it has none then. */
  unresolved?: string;
}

const LOOKS_LIKE_SQL = /^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|WITH)\s/;

/**
 * Every statement that the sources give to a `.query(`, and every text that looks like one but reaches none.
 * @param root the folder of the sources
 * @param patterns of the files within it
 */
export function findStatements(root: string, patterns: string[]): Statement[] {
  const names = globSync(patterns, { cwd: root }).map((name) => join(root, name));
  const program = programOf(names);
  const files = names.map((name) => program.getSourceFile(name)).filter((file) => file !== undefined);
  const resolver = new TextResolver(program, files);
  const statements = files.flatMap((file) => queriesIn(file).map((sql) => statementOf(sql, resolver)));
  const reached = new Set(
    statements.flatMap(({ texts }) => texts.flat()).map(({ file, line, text }) => `${file}:${line}:${text}`),
  );
  const stray = files.flatMap((file) =>
    literalsIn(file)
      .filter((node) => LOOKS_LIKE_SQL.test(node.text) && !reached.has(`${file.fileName}:${lineOf(node)}:${node.text}`))
      .map((node) => ({
        file: file.fileName,
        line: lineOf(node),
        texts: [],
        unresolved: 'SQL that reaches no .query(',
      })),
  );
  return [...statements, ...stray];
}

/** Of these files alone: neither libraries nor node_modules are needed to follow names. */
function programOf(names: string[]): ts.Program {
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

function queriesIn(file: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [sql] = node.arguments;
      if (node.expression.name.text === 'query' && sql) found.push(sql);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function literalsIn(file: ts.SourceFile): (ts.StringLiteralLike | ts.TemplateHead)[] {
  const found: (ts.StringLiteralLike | ts.TemplateHead)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function statementOf(sql: ts.Expression, resolver: TextResolver): Statement {
  const at = { file: sql.getSourceFile().fileName, line: lineOf(sql) };
  try {
    return { ...at, texts: resolver.textsOf(sql) };
  } catch (error) {
    if (error instanceof Unresolved) return { ...at, texts: [], unresolved: error.message };
    throw error;
  }
}

const lineOf = (node: ts.Node): number => node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
