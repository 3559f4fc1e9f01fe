import { parseArgs } from 'node:util';

/**
 * `npm run screenshots`: pictures of the product. `-- readme` takes those of the documents anew, `-- catalogue` those
 * of every page; without a word both.
 */
const { positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, language: { type: 'string' } },
});
const [what] = positionals;
if (what !== undefined && what !== 'readme' && what !== 'catalogue') {
  console.error(`npm run screenshots -- readme | catalogue [--only PART_OF_A_NAME] [--language zh|en]: not "${what}"`);
  process.exit(1);
}
if (what !== 'catalogue') await import('./readme-pictures.ts');
if (what !== 'readme') await import('./catalogue.ts');
process.exit(0);
