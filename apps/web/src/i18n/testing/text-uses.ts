import ts from 'typescript';

/** A text that the source asks for. */
export interface TextUse {
  /** With its namespace, `session:agenda`; a plural without its form. */
  key: string;
  /** Whether a `count` is given. */
  counted: boolean;
  /** Where, file:line. */
  at: string;
}

/** Every text that `t` is asked for in the files of a program, whichever of several it may be. */
export function textUses(program: ts.Program, folder: string): TextUse[] {
  const checker = program.getTypeChecker();
  const uses: TextUse[] = [];
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(folder) || file.fileName.endsWith('.test.ts')) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.arguments[0]) {
        const [namespace] = namespacesOf(node.expression, checker) ?? [];
        if (namespace !== undefined) {
          const { line } = file.getLineAndCharacterOfPosition(node.getStart());
          const at = `${file.fileName.slice(folder.length)}:${line + 1}`;
          const counted = isCounted(node.arguments[1]);
          for (const key of valuesOf(node.arguments[0], checker))
            uses.push({ key: key.includes(':') ? key : `${namespace}:${key}`, counted, at });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return uses;
}

/** The namespaces of a `t`, the one of its bare keys first; undefined for other functions. */
function namespacesOf(called: ts.Expression, checker: ts.TypeChecker): string[] | undefined {
  if (called.getText() === 'i18next.t') return ['common'];
  if (!ts.isIdentifier(called) || called.text !== 't') return undefined;
  const bound = checker.getSymbolAtLocation(called)?.valueDeclaration?.parent.parent;
  if (!bound || !ts.isVariableDeclaration(bound) || !bound.initializer) return undefined;
  return namespacesAsked(bound.initializer);
}

/** What `useTranslation` is called with; undefined for another expression. */
export function namespacesAsked(node: ts.Node): string[] | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'useTranslation') return undefined;
  const [asked] = node.arguments;
  if (!asked) return ['common'];
  return (ts.isArrayLiteralExpression(asked) ? [...asked.elements] : [asked]).map((one) => {
    if (ts.isStringLiteral(one)) return one.text;
    throw new Error(`namespaces are written as they are, not ${one.getText()}`);
  });
}

/** The strings that an expression may be. */
function valuesOf(node: ts.Expression, checker: ts.TypeChecker): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap((one) => valuesOf(one, checker));
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce(
      (before, span) =>
        before.flatMap((text) => valuesOf(span.expression, checker).map((value) => text + value + span.literal.text)),
      [node.head.text],
    );
  const type = checker.getTypeAtLocation(node);
  return (type.isUnion() ? type.types : [type]).map((one) => {
    if (one.isStringLiteral()) return one.value;
    throw new Error(`cannot tell which text ${node.getText()} is: ${node.getSourceFile().fileName}`);
  });
}

const isCounted = (options: ts.Expression | undefined): boolean =>
  options !== undefined &&
  ts.isObjectLiteralExpression(options) &&
  options.properties.some((property) => property.name?.getText() === 'count');
