import type { Host } from '../../../apps/api/src/testing/builders/index.ts';

/** The widest word that a name may be: 120 letters without a place to break. */
export const LONG_WORD = 'W'.repeat(120);

/** Columns that people fill with names, titles and short texts, by table. */
const COLUMNS: Record<string, string[]> = {
  person: ['name', 'name_en'],
  organisation: ['name_zh', 'name_en'],
  project: ['title_zh', 'title_en', 'summary_zh', 'summary_en', 'seeks_zh', 'seeks_en'],
  session: ['title_zh', 'title_en'],
  draft_session: ['title_zh', 'title_en'],
  room: ['name_zh', 'name_en', 'venue_zh', 'venue_en'],
  edition: ['name_zh', 'name_en'],
  agreement: ['title', 'terms'],
  agreement_party: ['name', 'organisation'],
  milestone: ['title'],
  interest: ['note'],
  meeting: ['note', 'reason'],
};

/** Makes every name, title and note in this database one long word, behind the rules that would keep signed ones. */
export async function fillWithLongWords(host: Host): Promise<void> {
  for (const [table, columns] of Object.entries(COLUMNS)) {
    await host.asOwner(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await host.asOwner(`UPDATE ${table} SET ${columns.map((column) => `${column} = $1`).join(', ')}`, [LONG_WORD]);
    await host.asOwner(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
  await host.asOwner(`UPDATE edition SET programme_revision = programme_revision + 1`);
}
