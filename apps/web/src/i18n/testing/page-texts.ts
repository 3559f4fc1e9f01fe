import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { namespacesAsked } from './text-uses.ts';

interface Module {
  /** What comes with it. */
  imports: string[];
  /** What is loaded later, each with the namespaces that it is loaded with. */
  lazy: { file: string; texts: string[] }[];
  /** Whose texts it shows. */
  texts: string[];
}

/** What the modules of the web app show, by their imports; through a feature's `index.ts` come those that are named. */
export class PageTexts {
  private readonly modules = new Map<string, Module>();

  /** The namespaces that a module shows, with all that comes with it. */
  shownBy(file: string): string[] {
    return [...new Set([...this.comingWith(file)].flatMap((one) => this.moduleOf(one).texts))].sort();
  }

  /** What a module, or one that comes with it, loads later. */
  loadedLater(file: string): Module['lazy'] {
    return [...this.comingWith(file)].flatMap((one) => this.moduleOf(one).lazy);
  }

  private comingWith(file: string): Set<string> {
    const all = new Set([file]);
    for (const one of all) for (const imported of this.moduleOf(one).imports) all.add(imported);
    return all;
  }

  private moduleOf(file: string): Module {
    const known = this.modules.get(file) ?? readModule(file);
    this.modules.set(file, known);
    return known;
  }
}

function readModule(file: string): Module {
  const found: Module = { imports: [], lazy: [], texts: [] };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) found.imports.push(...importedBy(node, file));
    if (ts.isCallExpression(node)) {
      found.texts.push(...(namespacesAsked(node) ?? []));
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) found.lazy.push(...lazyOf(node, file));
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

const parse = (file: string) =>
  ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

const isOwn = (specifier: string) => /^\..*\.tsx?$/.test(specifier);
const specifierOf = ({ moduleSpecifier }: ts.ImportDeclaration | ts.ExportDeclaration) =>
  moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';

function importedBy(node: ts.ImportDeclaration | ts.ExportDeclaration, file: string): string[] {
  const specifier = specifierOf(node);
  if (!isOwn(specifier)) return [];
  if (ts.isExportDeclaration(node)) return [resolve(dirname(file), specifier)];
  if (node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const target = resolve(dirname(file), specifier);
  const names = node.importClause?.namedBindings;
  if (!target.endsWith('/index.ts') || !names || !ts.isNamedImports(names)) return [target];
  const wanted = new Set(names.elements.map((one) => (one.propertyName ?? one.name).text));
  const door = [...parse(target).statements];
  if (!door.every((statement) => ts.isExportDeclaration(statement))) return [target];
  return door
    .filter(({ exportClause }) => exportClause && ts.isNamedExports(exportClause))
    .filter(({ exportClause }) => (exportClause as ts.NamedExports).elements.some(({ name }) => wanted.has(name.text)))
    .map(specifierOf)
    .filter(isOwn)
    .map((one) => resolve(dirname(target), one));
}

/** `import('./part.tsx')`, alone or within `withTexts([...], ...)`. */
function lazyOf(node: ts.CallExpression, file: string): Module['lazy'] {
  const [specifier] = node.arguments;
  if (!specifier || !ts.isStringLiteral(specifier) || !isOwn(specifier.text)) return [];
  const [given] =
    ts.isCallExpression(node.parent) && node.parent.expression.getText() === 'withTexts' ? node.parent.arguments : [];
  const texts = given && ts.isArrayLiteralExpression(given) ? [...given.elements] : [];
  return [
    {
      file: resolve(dirname(file), specifier.text),
      texts: texts.filter(ts.isStringLiteral).map(({ text }) => text),
    },
  ];
}
