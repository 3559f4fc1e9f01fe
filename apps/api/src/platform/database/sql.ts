/**
 * SQL with its values beside it: `texts` are the stretches between the values, one more than those. Made by `sql`
 * alone, so that a value can only ever become a placeholder.
 */
export class Sql {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];

  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts;
    this.values = values;
  }

  /** With $1, $2 … where the values belong. */
  get text(): string {
    return this.texts.reduce((text, next, at) => `${text}$${at}${next}`);
  }
}

/** A piece of SQL. What is interpolated is a value, or another piece, whose text becomes part of this one. */
export function sql(strings: TemplateStringsArray, ...interpolated: unknown[]): Sql {
  const texts = [strings[0] as string];
  const values: unknown[] = [];
  const append = (text: string) => texts.push((texts.pop() as string) + text);
  interpolated.forEach((each, at) => {
    const after = strings[at + 1] as string;
    if (each instanceof Sql) {
      append(each.texts[0] as string);
      texts.push(...each.texts.slice(1));
      values.push(...each.values);
      append(after);
    } else {
      values.push(each);
      texts.push(after);
    }
  });
  return new Sql(texts, values);
}
