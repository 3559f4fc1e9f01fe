/**
 * A spreadsheet takes what begins so for a formula (OWASP, CSV injection). A guarded text has an apostrophe before it;
 * so has one that would look guarded, which makes the guard reversible.
 */
const GUARDED = /^'*[=+\-@\t\r＝＋－＠]/;

export const guard = (text: string): string => (GUARDED.test(text) ? `'${text}` : text);

export const unguard = (text: string): string => (text.startsWith("'") && GUARDED.test(text) ? text.slice(1) : text);
