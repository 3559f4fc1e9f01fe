import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fieldRules, problems } from '@everexpo/contracts/problems';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));
const SOURCES = globSync(['apps/api/src/**/*.ts', 'libs/contracts/src/*.ts', 'libs/interchange/src/read-schedule.ts'], {
  cwd: ROOT,
}).filter((file) => !/\.(spec|test)\.ts$|\/testing\//.test(file));

/** What takes a code or a rule; `tryAgain`, `wrongCode` and `wrongName` pass theirs on. */
const TAKERS = [
  'ProblemError',
  'WrongSecret',
  'Refusal',
  'fieldError',
  'rule',
  'broken',
  'refused',
  'tryAgain',
  'wrongName',
];

/** The literals of a file that name a code or a rule: what is given to a taker, directly or by a name of the file. */
function namesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(ROOT + file, 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = new Map<string, ts.Node[]>();
  const given: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name))
      declared.set(node.name.text, [...(declared.get(node.name.text) ?? []), node]);
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && TAKERS.includes(node.expression.getText()))
      given.push(...(node.arguments ?? []));
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'rule') given.push(node.initializer);
    ts.forEachChild(node, look);
  };
  look(source);
  const literalsOf = (node: ts.Node): string[] => {
    if (ts.isStringLiteral(node)) return [node.text];
    return node.getChildren(source).flatMap(literalsOf);
  };
  const names = given.flatMap((node) =>
    ts.isIdentifier(node) ? (declared.get(node.text) ?? []).flatMap(literalsOf) : literalsOf(node),
  );
  return file.endsWith('read-schedule.ts') ? [...names, ...literalsOf(source), ...keysOf(source)] : names;
}

/** The rules of a schedule's events are the keys of a table of their own. */
function keysOf(source: ts.SourceFile): string[] {
  const keys: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) keys.push(node.name.getText(source));
    ts.forEachChild(node, look);
  };
  look(source);
  return keys;
}

const thrown = new Set(SOURCES.flatMap(namesIn));

test('every problem of the catalogue is thrown somewhere', () => {
  expect(thrown.size).toBeGreaterThan(150);
  expect(Object.keys(problems).filter((code) => !thrown.has(code))).toEqual([]);
});

test('every rule of the catalogue is broken somewhere', () => {
  const unused = Object.keys(fieldRules).filter(
    (rule) => !thrown.has(rule) && !thrown.has(rule.replace(/\.schedule$/, '')),
  );
  expect(unused).toEqual([]);
});
