import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { DataSource } from 'typeorm';
import { checkpointsOf, ledgerPage } from './agreements/index.ts';
import { databaseOptions, maybeOne, readConfig } from './platform/index.ts';

/**
 * `EDITION FILE`: writes one edition's whole chain, an entry a line, then its signed checkpoints, for `npm run ledger
 * -- verify FILE`.
 */
const [, , wanted = '', file = ''] = process.argv;
const dataSource = await new DataSource(databaseOptions(readConfig(process.env), [])).initialize();
try {
  const edition = wanted || (await latestEdition());
  const out = createWriteStream(file);
  let written = 0;
  for (;;) {
    const page = await ledgerPage(dataSource.manager, edition, { after: written, limit: 500 });
    if (!page) throw new Error(`there is no edition ${edition}`);
    for (const line of page.items) out.write(`${JSON.stringify(line)}\n`);
    written += page.items.length;
    if (page.items.length === 0) break;
  }
  // Entry and checkpoint are written together; those of entries written since are left out.
  for (const checkpoint of await checkpointsOf(dataSource.manager, edition)) {
    if (checkpoint.size <= written) out.write(`${JSON.stringify({ checkpoint })}\n`);
  }
  out.end();
  await finished(out);
  console.log(`wrote ${written} entries of ${edition} to ${file}`);
} finally {
  await dataSource.destroy();
}

async function latestEdition(): Promise<string> {
  const row = await maybeOne<{ code: string }>(dataSource)`
    SELECT code FROM edition WHERE opened_at IS NOT NULL ORDER BY starts_on DESC LIMIT 1
  `;
  if (!row) throw new Error('there is no edition yet');
  return row.code;
}
