import { exec } from '../../platform/index.ts';
import type { Transaction } from '../../platform/index.ts';

/**
 * Remembers that a person wants to follow a project, so that the programme keeps its sessions apart and tells them of
 * changes.
 */
export async function followProject(tx: Transaction, projectId: string, personId: string): Promise<void> {
  await exec(tx)`
    INSERT INTO project_follower (project_id, person_id) VALUES (${projectId}, ${personId}) ON CONFLICT DO NOTHING
  `;
}
