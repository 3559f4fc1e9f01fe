import ts from 'typescript';

/** A stretch of a statement, and the file and line it is written at. */
export interface Piece {
  text: string;
  file: string;
  line: number;
  /** What goes to the database as the parameter that stands here. */
  value?: ts.Expression;
}

/** The whole text, in the order of its pieces. */
export type Text = Piece[];

export const wholeOf = (text: Text): string => text.map((piece) => piece.text).join('');

/** With the numbers that its parameters have in it. */
export function numbered(text: Text): Text {
  let last = 0;
  return text.map((piece) => (piece.value ? { ...piece, text: `$${(last += 1)}` } : piece));
}

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
const MAX_VARIANTS = 256;

/**
 * Tells every text that a template of SQL may become: its pieces are followed through constants of any file,
 * conditions, object tables, and functions and their callers. What is only known when the program runs is Unresolved.
 */
export class TextResolver {
  private readonly checker: ts.TypeChecker;
  private readonly callers = new Map<ts.Symbol, ts.CallExpression[]>();

  constructor(program: ts.Program, files: ts.SourceFile[]) {
    this.checker = program.getTypeChecker();
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const called = this.calledBy(node);
        if (called) this.callers.set(called, [...(this.callers.get(called) ?? []), node]);
      }
      ts.forEachChild(node, visit);
    };
    files.forEach(visit);
  }

  /** @throws Unresolved */
  textsOf(node: ts.Expression, bound: Bound = NOTHING_BOUND): Text[] {
    const inner = bare(node);
    if (ts.isTaggedTemplateExpression(inner)) return this.template(inner.template, bound);
    if (ts.isConditionalExpression(inner))
      return [...this.textsOf(inner.whenTrue, bound), ...this.textsOf(inner.whenFalse, bound)];
    if (ts.isCallExpression(inner)) return this.call(inner, bound);
    if (ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner))
      return this.valuesOf(inner).flatMap((value) => this.textsOf(value, bound));
    if (ts.isIdentifier(inner)) return this.named(inner, bound);
    throw new Unresolved(inner);
  }

  /** What is interpolated is a piece of SQL, or a parameter. */
  private template(node: ts.TemplateLiteral, bound: Bound): Text[] {
    if (ts.isNoSubstitutionTemplateLiteral(node)) return [[pieceOf(node, node.text)]];
    let texts: Text[] = [[pieceOf(node.head, node.head.text)]];
    for (const { expression, literal } of node.templateSpans) {
      const between = this.isPiece(expression)
        ? this.textsOf(expression, bound)
        : [[{ ...pieceOf(expression, '$'), value: expression }]];
      const after = pieceOf(literal, literal.text);
      texts = product(texts, between, expression).map((text) => [...text, after]);
    }
    return texts;
  }

  /** Whether an expression stands for a piece made by `sql`, as it is written. */
  private isPiece(node: ts.Expression): boolean {
    const inner = bare(node);
    if (ts.isTaggedTemplateExpression(inner)) return inner.tag.getText() === 'sql';
    if (ts.isConditionalExpression(inner)) return this.isPiece(inner.whenTrue) && this.isPiece(inner.whenFalse);
    if (ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner)) {
      const values = this.valuesOf(inner);
      return values.length > 0 && values.every((value) => this.isPiece(value));
    }
    if (ts.isCallExpression(inner)) return this.returnsPiece(inner);
    return ts.isIdentifier(inner) && this.namesPiece(inner);
  }

  private returnsPiece(node: ts.CallExpression): boolean {
    const called = functionOf(this.calledBy(node)?.valueDeclaration);
    if (called?.type) return called.type.getText() === 'Sql';
    const returned = called?.body ? returnedBy(called.body) : [];
    return returned.length > 0 && returned.every((each) => this.isPiece(each));
  }

  private namesPiece(node: ts.Identifier): boolean {
    const declaration = this.symbolOf(node)?.valueDeclaration;
    if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))) return false;
    if (declaration.type) return declaration.type.getText() === 'Sql';
    return declaration.initializer !== undefined && this.isPiece(declaration.initializer);
  }

  /** What a function returns, given what it is called with. */
  private call(node: ts.CallExpression, bound: Bound): Text[] {
    const declaration = functionOf(this.calledBy(node)?.valueDeclaration);
    if (!declaration?.body) throw new Unresolved(node);
    const inside = new Map(bound);
    declaration.parameters.forEach((parameter, at) => {
      const argument = node.arguments[at] ?? parameter.initializer;
      const symbol = this.symbolOf(parameter.name);
      if (argument && symbol && this.isPiece(argument)) inside.set(symbol, this.textsOf(argument, bound));
    });
    return returnedBy(declaration.body).flatMap((returned) => this.textsOf(returned, inside));
  }

  /** What an object written out has under the name given, or may have under any. */
  private valuesOf(node: ts.ElementAccessExpression | ts.PropertyAccessExpression): ts.Expression[] {
    const object = this.symbolOf(node.expression)?.valueDeclaration;
    const written = object && ts.isVariableDeclaration(object) && object.initializer && bare(object.initializer);
    if (!written || !ts.isObjectLiteralExpression(written)) return [];
    const wanted = ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
    return written.properties.flatMap((each) => {
      if (!ts.isPropertyAssignment(each)) return [];
      return wanted === undefined || each.name.getText() === wanted ? [each.initializer] : [];
    });
  }

  private named(node: ts.Identifier, bound: Bound): Text[] {
    const symbol = this.symbolOf(node);
    const known = symbol && bound.get(symbol);
    if (known) return known;
    const declaration = symbol?.valueDeclaration;
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return this.textsOf(declaration.initializer, bound);
    if (declaration && ts.isParameter(declaration)) return this.given(declaration, node);
    throw new Unresolved(node);
  }

  /** What the callers of a parameter's function give for it. */
  private given(parameter: ts.ParameterDeclaration, node: ts.Node): Text[] {
    const whole = parameter.parent;
    const name = ts.isVariableDeclaration(whole.parent) ? whole.parent.name : whole.name;
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

  private calledBy({ expression }: ts.CallExpression): ts.Symbol | undefined {
    return this.symbolOf(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
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
  if (heads.length * tails.length > MAX_VARIANTS) throw new Unresolved(node);
  return heads.flatMap((head) => tails.map((tail) => [...head, ...tail]));
}

function pieceOf(node: ts.Node, text: string): Piece {
  const source = node.getSourceFile();
  return { text, file: source.fileName, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 };
}

function functionOf(node: ts.Node | undefined): ts.FunctionLikeDeclaration | undefined {
  if (!node) return undefined;
  if (ts.isVariableDeclaration(node)) return functionOf(node.initializer);
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
