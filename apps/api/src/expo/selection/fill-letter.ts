/** The letter with each `{key}` of `values` filled in, once and literally; what is in braces otherwise stays. */
export const fillLetter = (letter: string, values: Record<'title' | 'name', string>): string =>
  letter.replaceAll(/\{(title|name)\}/g, (_place, key: 'title' | 'name') => values[key]);
