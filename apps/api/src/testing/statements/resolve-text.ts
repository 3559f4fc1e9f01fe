import ts from 'typescript';

/** A stretch of a statement, and the file and line it is written at. */
export interface Piece {
  text: string;
  file: string;
  line: number;
}

/** The whole text, in the order of its pieces. */
export type Text = Piece[];

/** A text that cannot be told from the source. */
export class Unresolved extends Error {
  readonly node: ts.Node;

  constructor(node: ts.Node) {
    super(`cannot tell what "${node.getText().replace(/\s+/g, ' ').slice(0, 60)}" stands for`);
    this.node = node;
  }
}

type Bound = ReadonlyMap<ts.Symbol, Text[]>;

const NOTHING_BOUND: Bound = new Map();
const MOST_VARIANTS = 256;

/**
 * Tells every text an expression may stand for, from literals, constants of any file, conditions, object tables, and
 * functions and their callers. What is only known when the program runs is Unresolved.
 */
export class TextResolver {
  private readonly checker: ts.TypeChecker;
  private readonly callers = new Map<ts.Symbol, ts.CallExpression[]>();

  constructor(program: ts.Program, files: ts.SourceFile[]) {
    this.checker = program.getTypeChecker();
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const called = this.symbolOf(
          ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression,
        );
        if (called) this.callers.set(called, [...(this.callers.get(called) ?? []), node]);
      }
      ts.forEachChild(node, visit);
    };
    files.forEach(visit);
  }

  /** @throws Unresolved */
  textsOf(node: ts.Expression, bound: Bound = NOTHING_BOUND): Text[] {
    const inner = bare(node);
    if (ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner)) return [[pieceOf(inner, inner.text)]];
    if (ts.isTemplateExpression(inner)) return this.template(inner, bound);
    if (ts.isConditionalExpression(inner))
      return [...this.textsOf(inner.whenTrue, bound), ...this.textsOf(inner.whenFalse, bound)];
    if (ts.isBinaryExpression(inner)) return this.binary(inner, bound);
    if (ts.isCallExpression(inner)) return this.call(inner, bound);
    if (ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner)) return this.member(inner, bound);
    if (ts.isIdentifier(inner)) return this.named(inner, bound);
    throw new Unresolved(inner);
  }

  private template(node: ts.TemplateExpression, bound: Bound): Text[] {
    let texts: Text[] = [[pieceOf(node.head, node.head.text)]];
    for (const span of node.templateSpans) {
      const after = pieceOf(span.literal, span.literal.text);
      texts = product(texts, this.textsOf(span.expression, bound), span).map((text) => [...text, after]);
    }
    return texts;
  }

  private binary(node: ts.BinaryExpression, bound: Bound): Text[] {
    const { kind } = node.operatorToken;
    const sides = () => [this.textsOf(node.left, bound), this.textsOf(node.right, bound)] as const;
    if (kind === ts.SyntaxKind.PlusToken) return product(...sides(), node);
    if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) return sides().flat();
    throw new Unresolved(node);
  }

  private call(node: ts.CallExpression, bound: Bound): Text[] {
    const { expression } = node;
    if (ts.isPropertyAccessExpression(expression)) {
      const of = expression.expression;
      const given = node.arguments.map((argument) => bare(argument));
      // A name known only when the program runs: of a channel, say. A table of this name has no owner, and is refused.
      if (expression.name.text === 'escapeIdentifier') return [[pieceOf(node, 'escaped')]];
      if (expression.name.text === 'replaceAll') {
        const [from, to] = given;
        if (from && to && ts.isStringLiteral(from) && ts.isStringLiteral(to))
          return this.textsOf(of, bound).map((text) =>
            text.map((piece) => ({ ...piece, text: piece.text.replaceAll(from.text, to.text) })),
          );
      }
      if (expression.name.text === 'join' && given[0]) {
        const between = this.textsOf(given[0], bound);
        return this.elements(of, bound).reduce((texts, next) => product(product(texts, between, node), next, node));
      }
    }
    const called = this.symbolOf(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
    const declaration = functionOf(called?.valueDeclaration);
    if (!declaration?.body) throw new Unresolved(node);
    const inside = new Map(bound);
    declaration.parameters.forEach((parameter, at) => {
      const argument = node.arguments[at] ?? parameter.initializer;
      const symbol = this.symbolOf(parameter.name);
      if (!argument || !symbol) return;
      try {
        inside.set(symbol, this.textsOf(argument, bound));
      } catch (error) {
        // It matters only where it stands in the text.
        if (!(error instanceof Unresolved)) throw error;
      }
    });
    return returnedBy(declaration.body).flatMap((returned) => this.textsOf(returned, inside));
  }

  /** The texts each element of a list of them may be. */
  private elements(node: ts.Expression, bound: Bound): Text[][] {
    const inner = bare(node);
    if (ts.isArrayLiteralExpression(inner))
      return inner.elements.flatMap((element) =>
        ts.isSpreadElement(element) ? this.elements(element.expression, bound) : [this.textsOf(element, bound)],
      );
    if (ts.isIdentifier(inner)) {
      const declaration = this.symbolOf(inner)?.valueDeclaration;
      if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
        return this.elements(declaration.initializer, bound);
    }
    if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
      const [how] = inner.arguments;
      const callback = how && functionOf(how);
      if (inner.expression.name.text === 'map' && callback?.body) {
        const [parameter] = callback.parameters;
        const symbol = parameter && this.symbolOf(parameter.name);
        return this.elements(inner.expression.expression, bound).map((element) => {
          const inside = new Map(bound);
          if (symbol) inside.set(symbol, element);
          return returnedBy(callback.body as ts.ConciseBody).flatMap((returned) => this.textsOf(returned, inside));
        });
      }
    }
    throw new Unresolved(inner);
  }

  /** A value of an object written out: the one named, or any of them. */
  private member(node: ts.ElementAccessExpression | ts.PropertyAccessExpression, bound: Bound): Text[] {
    const symbol = ts.isPropertyAccessExpression(node) ? this.symbolOf(node.name) : undefined;
    const property = symbol?.valueDeclaration;
    if (property && (ts.isPropertyAssignment(property) || ts.isPropertyDeclaration(property)) && property.initializer)
      return this.textsOf(property.initializer, bound);
    const object = this.symbolOf(node.expression)?.valueDeclaration;
    const written = object && ts.isVariableDeclaration(object) && object.initializer;
    const inner = written && bare(written);
    if (!inner || !ts.isObjectLiteralExpression(inner)) throw new Unresolved(node);
    return inner.properties.flatMap((each) => {
      if (!ts.isPropertyAssignment(each)) throw new Unresolved(node);
      return this.textsOf(each.initializer, bound);
    });
  }

  private named(node: ts.Identifier, bound: Bound): Text[] {
    const symbol = this.symbolOf(node);
    const known = symbol && bound.get(symbol);
    if (known) return known;
    const declaration = symbol?.valueDeclaration;
    if (!symbol || !declaration) throw new Unresolved(node);
    if (ts.isVariableDeclaration(declaration)) {
      if (declaration.initializer) return this.textsOf(declaration.initializer, bound);
      const loop = declaration.parent.parent;
      if (ts.isForOfStatement(loop)) return this.elements(loop.expression, bound).flat();
    }
    if (ts.isParameter(declaration)) return this.given(declaration, node);
    throw new Unresolved(node);
  }

  /** What the callers of a parameter's function give for it. */
  private given(parameter: ts.ParameterDeclaration, node: ts.Node): Text[] {
    const whole = parameter.parent;
    const name =
      ts.isVariableDeclaration(whole.parent) || ts.isPropertyAssignment(whole.parent) ? whole.parent.name : whole.name;
    const symbol = name && this.symbolOf(name);
    const calls = (symbol && this.callers.get(symbol)) ?? [];
    if (calls.length === 0) throw new Unresolved(node);
    const at = whole.parameters.indexOf(parameter);
    return calls.flatMap((call) => {
      const argument = call.arguments[at] ?? parameter.initializer;
      if (!argument) throw new Unresolved(call);
      return this.textsOf(argument);
    });
  }

  private symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}

/** Without parentheses and what only types see. */
function bare(node: ts.Expression): ts.Expression {
  const wraps =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return wraps ? bare(node.expression) : node;
}

function product(heads: Text[], tails: Text[], node: ts.Node): Text[] {
  if (heads.length * tails.length > MOST_VARIANTS) throw new Unresolved(node);
  return heads.flatMap((head) => tails.map((tail) => [...head, ...tail]));
}

function pieceOf(node: ts.Node, text: string): Piece {
  const source = node.getSourceFile();
  return { text, file: source.fileName, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 };
}

function functionOf(node: ts.Node | undefined): ts.FunctionLikeDeclaration | undefined {
  if (!node) return undefined;
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) return functionOf(node.initializer);
  const isFunction =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node);
  return isFunction ? node : undefined;
}

function returnedBy(body: ts.ConciseBody): ts.Expression[] {
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}
