import type { City, Track } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { maybeOne } from '../../platform/index.ts';

export interface ProjectFacts {
  id: string;
  editionId: string;
  ownerId: string;
  track: Track;
  city: City;
}

/** What other contexts know a project by; null when there is no such project. */
export async function projectOf(manager: EntityManager, id: string): Promise<ProjectFacts | null> {
  const project = await maybeOne<ProjectFacts>(manager)`
    SELECT id, edition_id AS "editionId", owner_id AS "ownerId", track, city FROM project WHERE id = ${id}
  `;
  return project ?? null;
}
