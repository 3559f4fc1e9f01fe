import type { EntityManager } from 'typeorm';
import { all } from '../../../platform/index.ts';

/** Who has public projects in an edition; `projectId` where there is one alone. */
export interface FoundPresenter {
  id: string;
  nameZh: string;
  nameEn: string;
  organisationZh: string;
  organisationEn: string;
  projects: number;
  projectId: string;
}

/** People who present, by their name; those of most projects first. */
export function findPresenters(
  manager: EntityManager,
  editionId: string,
  typed: string,
  limit: number,
): Promise<FoundPresenter[]> {
  return all<FoundPresenter>(manager)`
    SELECT p.id, p.name AS "nameZh", p.name_en AS "nameEn", max(o.name_zh) AS "organisationZh",
      max(o.name_en) AS "organisationEn", count(*)::int AS projects, (array_agg(j.id ORDER BY j.id))[1] AS "projectId"
    FROM accounts_person p
    JOIN project j ON j.owner_id = p.id
    JOIN accounts_organisation o ON o.id = j.organisation_id
    WHERE j.edition_id = ${editionId} AND j.status IN ('accepted', 'confirmed')
      AND search_terms(p.name, p.name_en) @@ search_query(${typed}, 'partial')
    GROUP BY p.id, p.name, p.name_en
    ORDER BY projects DESC, p.name, p.id
    LIMIT ${limit}
  `;
}

export type FoundOrganisation = Pick<FoundPresenter, 'id' | 'nameZh' | 'nameEn' | 'projects' | 'projectId'>;

/** Organisations that present, by their name; those of most projects first. */
export function findOrganisations(
  manager: EntityManager,
  editionId: string,
  typed: string,
  limit: number,
): Promise<FoundOrganisation[]> {
  return all<FoundOrganisation>(manager)`
    SELECT o.id, o.name_zh AS "nameZh", o.name_en AS "nameEn", count(*)::int AS projects,
      (array_agg(j.id ORDER BY j.id))[1] AS "projectId"
    FROM accounts_organisation o
    JOIN project j ON j.organisation_id = o.id
    WHERE j.edition_id = ${editionId} AND j.status IN ('accepted', 'confirmed')
      AND search_terms(o.name_zh, o.name_en) @@ search_query(${typed}, 'partial')
    GROUP BY o.id, o.name_zh, o.name_en
    ORDER BY projects DESC, o.name_zh, o.id
    LIMIT ${limit}
  `;
}
