import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fieldRules, problems } from '@everexpo/contracts/problems';
import { SCHEDULE_RULES } from '@everexpo/interchange';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));
const SOURCES = globSync(['apps/api/src/**/*.ts', 'libs/contracts/src/**/*.ts'], { cwd: ROOT }).filter(
  (file) => !/\.(spec|test)\.ts$|\/testing\/|contracts\/src\/problems\//.test(file),
);
const parsed = new Map(
  SOURCES.map((file) => [
    file,
    ts.createSourceFile(file, readFileSync(ROOT + file, 'utf8'), ts.ScriptTarget.Latest, true),
  ]),
);

/** What is called with a name, by the place of the name among its arguments. */
type Takers = Readonly<Record<string, number>>;
/** Properties that hold a name. */
type Holders = readonly string[];

/** The names in a file: the literals that a taker is given or a holder holds, directly or by a name of the file. */
function namesIn(file: string, takers: Takers, holders: Holders): string[] {
  const declared = new Map<string, ts.Node[]>();
  const given: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name))
      declared.set(node.name.text, [...(declared.get(node.name.text) ?? []), node]);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const at = Object.hasOwn(takers, node.expression.getText()) ? takers[node.expression.getText()] : undefined;
      const argument = at === undefined ? undefined : node.arguments?.[at];
      if (argument) given.push(argument);
    }
    if (ts.isPropertyAssignment(node) && holders.includes(node.name.getText())) given.push(node.initializer);
    ts.forEachChild(node, look);
  };
  look(parsed.get(file) as ts.SourceFile);
  return given.flatMap((node) =>
    ts.isIdentifier(node) ? (declared.get(node.text) ?? []).flatMap(literalsOf) : literalsOf(node),
  );
}

/** The literals that a node can be; of a choice its outcomes alone, of an object its values. */
function literalsOf(node: ts.Node): string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(literalsOf);
  if (ts.isPropertyAssignment(node)) return literalsOf(node.initializer);
  return node.getChildren().flatMap(literalsOf);
}

const given = (takers: Takers, holders: Holders = []) =>
  new Set(SOURCES.flatMap((file) => namesIn(file, takers, holders)));
const missing = (names: object, there: ReadonlySet<string>) => Object.keys(names).filter((name) => !there.has(name));

test('every problem of the catalogue is thrown somewhere', () => {
  const thrown = given({ ProblemError: 0, WrongSecret: 0, refused: 0, tryAgain: 0 });
  expect(missing(problems, thrown)).toEqual([]);
});

test('every rule of the catalogue is broken somewhere', () => {
  const takers = { Refusal: 0, fieldError: 1, rule: 0, broken: 0, wrongName: 0, ruleText: 0 };
  const broken = given(takers, ['rule']);
  // A schedule's reader names them itself, and what is said of its events is told apart by the place.
  const inEvents = [...SCHEDULE_RULES, ...namesIn('apps/api/src/expo/intake/schedules/read-events.ts', {}, ['rule'])];
  const ofEvents = inEvents.map((rule) => `${rule}.schedule`);
  expect(missing(fieldRules, new Set([...broken, ...ofEvents]))).toEqual([]);
});

test('every word that a problem can show is shown somewhere', () => {
  const { not_found, not_ready, slot_taken, walk_in, too_many_parts } = problems;
  expect(missing(not_found.parameters.what, given({ notFound: 0 }, ['what']))).toEqual([]);
  expect(missing(not_ready.parameters.services[0], given({ failureOf: 0 }))).toEqual([]);
  const why = given({ SlotTaken: 1 });
  expect(missing(slot_taken.parameters.why, why)).toEqual([]);
  expect(missing(walk_in.parameters.why, why)).toEqual([]);
  expect(missing(too_many_parts.parameters.part, given({}, ['part']))).toEqual([]);
});
