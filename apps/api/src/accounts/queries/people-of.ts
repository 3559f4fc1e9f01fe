import type { Organisation } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';

export interface PersonRow {
  id: string;
  name: string;
  nameEn: string;
  organisation: Organisation | null;
}

/** People by id with their organisations, as other contexts show them. */
export async function peopleOf(manager: EntityManager, ids: string[]): Promise<Map<string, PersonRow>> {
  const rows = await all<PersonRow>(manager)`
    SELECT p.id, p.name, p.name_en AS "nameEn",
      CASE WHEN o.id IS NOT NULL THEN
      json_build_object('id', o.id, 'nameZh', o.name_zh, 'nameEn', o.name_en)
      END AS organisation
    FROM person p
    LEFT JOIN organisation o ON o.id = p.organisation_id
    WHERE p.id = ANY(${ids})
  `;
  return new Map(rows.map((row) => [row.id, row]));
}
