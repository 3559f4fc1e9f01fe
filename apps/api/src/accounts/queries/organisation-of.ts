import type { Organisation } from '@everexpo/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { maybeOne } from '../../platform/index.ts';

/** The organisation with this id as pages show it, or null. */
export async function organisationOf(
  source: DataSource | EntityManager,
  id: string | null,
): Promise<Organisation | null> {
  if (id === null) return null;
  const row = await maybeOne<Organisation>(source)`
    SELECT id, name_zh AS "nameZh", name_en AS "nameEn" FROM organisation WHERE id = ${id}
  `;
  return row ?? null;
}
