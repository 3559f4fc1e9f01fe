import { relative } from 'node:path';
import { below, contexts, type Context } from '../../contexts.ts';
import { filesOf, findStatements, programOf, type Statement } from './find-statements.ts';
import { wholeOf, type Text } from './resolve-text.ts';
import { tablesOf, type TableUse } from './tables-of.ts';

const names = Object.keys(contexts) as Context[];

/**
 * Every statement of the contexts' sources that uses a table it may not, or that cannot be read: file and line, the
 * table, the rule and what to do instead, sorted. `statements` is how many there are at all.
 * @param root the folder that has a folder of each context
 */
export async function findOffences(root: string): Promise<{ statements: number; offences: string[] }> {
  const files = filesOf(
    root,
    names.map((name) => `${name}/**/!(*.spec|*.test).ts`),
  );
  const statements = findStatements(programOf(files), files);
  const found = await Promise.all(statements.map((statement) => offencesOf(statement, root)));
  return { statements: statements.length, offences: [...new Set(found.flat())].sort() };
}

async function offencesOf(statement: Statement, root: string): Promise<string[]> {
  const place = ({ file, line }: { file: string; line: number }) => `${relative(root, file)}:${line}`;
  const contextOf = (file: string) => relative(root, file).split('/')[0] as Context;
  if (statement.unresolved) return [`${place(statement)}  ${statement.unresolved}`];
  const found: string[] = [];
  for (const text of statement.texts) {
    let uses: TableUse[];
    try {
      uses = await tablesOf(wholeOf(text));
    } catch (error) {
      found.push(`${place(statement)}  cannot be parsed: ${(error as Error).message}`);
      continue;
    }
    for (const use of uses) {
      const written = writtenAt(text, use.at);
      // Who writes a fragment answers for it, whoever puts it into a statement.
      const writer = contextOf(written.file);
      const wrong = offence(use, writer);
      if (wrong) found.push(`${place(written)}  ${writer} ${wrong}`);
      if (writer !== contextOf(statement.file) && !relative(root, written.file).startsWith(`${writer}/queries/`))
        found.push(`${place(written)}  ${contextOf(statement.file)} uses this SQL: move it to ${writer}/queries`);
    }
  }
  return found;
}

/** File and line of a place in a text, in characters. */
function writtenAt(text: Text, at: number): { file: string; line: number } {
  let before = 0;
  for (const piece of text) {
    if (at < before + piece.text.length) {
      const lines = piece.text.slice(0, at - before).split('\n').length - 1;
      return { file: piece.file, line: piece.line + lines };
    }
    before += piece.text.length;
  }
  throw new Error('a table beyond the end of its statement');
}

/** What is wrong with a table's use, and what to do instead; undefined where nothing is. */
function offence({ name, writes }: TableUse, user: Context): string | undefined {
  if (name.startsWith('pg_')) return undefined;
  const publisher = ownerOf('views', name);
  const owner = publisher ?? ownerOf('tables', name);
  if (!owner) return `names ${name}, which no context owns: add it to contexts.ts`;
  if (publisher && writes)
    return `writes the view ${name}: views are for reading; call a function of ${owner}/index.ts`;
  if (owner === user) return undefined;
  if (writes) return `writes ${name} of ${owner}: call a function of ${owner}/index.ts, or emit an event`;
  if (!below(user).includes(owner))
    return `reads ${name} of ${owner}, which lies above: keep what is needed here, fed by ${owner}, or move this up`;
  if (publisher) return undefined;
  return `reads ${name} of ${owner}: read a view that ${owner} publishes, or call a query of ${owner}/queries`;
}

function ownerOf(kind: 'tables' | 'views', name: string): Context | undefined {
  return names.find((context) => (contexts[context][kind] as string[]).includes(name));
}
