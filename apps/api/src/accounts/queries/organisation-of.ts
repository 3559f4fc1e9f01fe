import type { Organisation } from '@everexpo/contracts';
import type { DataSource, EntityManager } from 'typeorm';

/** The organisation with this id as pages show it, or null. */
export async function organisationOf(
  source: DataSource | EntityManager,
  id: string | null,
): Promise<Organisation | null> {
  if (id === null) return null;
  const [row] = await source.query<Organisation[]>(
    `SELECT id, name_zh AS "nameZh", name_en AS "nameEn" FROM organisation WHERE id = $1`,
    [id],
  );
  return row ?? null;
}
