import type { SessionDiff } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';
import { diffEntries, entriesOf } from './diff-versions.ts';

/**
 * What a published version changes for each person: owners whose session is new, dropped, moved or has another running
 * order for them, and followers of the projects in it. Nobody is named whom nothing concerns.
 */
export async function changesByPerson(
  manager: EntityManager,
  versionId: string,
  previousId: string | null,
): Promise<Map<string, SessionDiff[]>> {
  const [before, after] = await Promise.all([entriesOf(manager, previousId), entriesOf(manager, versionId)]);
  const changes = diffEntries(before, after);
  const projectsOf = new Map<string, { before: string[]; after: string[] }>();
  for (const change of changes) {
    projectsOf.set(change.sessionId, {
      before: before.find((entry) => entry.sessionId === change.sessionId)?.pitches ?? [],
      after: after.find((entry) => entry.sessionId === change.sessionId)?.pitches ?? [],
    });
  }
  const projects = [...new Set([...projectsOf.values()].flatMap((lists) => [...lists.before, ...lists.after]))];
  const people = await all<{ id: string; people: string[] }>(manager)`
    SELECT j.id, array_agg(DISTINCT x.person) AS people
    FROM project j, LATERAL (SELECT j.owner_id AS person UNION SELECT person_id FROM project_follower f
      WHERE f.project_id = j.id) x
    WHERE j.id = ANY(${projects}) GROUP BY j.id
  `;
  const peopleOf = new Map(people.map((row) => [row.id, row.people]));
  const byPerson = new Map<string, SessionDiff[]>();
  for (const change of changes) {
    const lists = projectsOf.get(change.sessionId) ?? { before: [], after: [] };
    for (const person of new Set(concernedProjects(change, lists).flatMap((project) => peopleOf.get(project) ?? []))) {
      byPerson.set(person, [...(byPerson.get(person) ?? []), change]);
    }
  }
  return byPerson;
}

/** With a new running order, only those whose place in it changed are concerned. */
function concernedProjects(change: SessionDiff, { before, after }: { before: string[]; after: string[] }): string[] {
  if (change.change !== 'running-order') return [...before, ...after];
  return [...new Set([...before, ...after])].filter((project) => before.indexOf(project) !== after.indexOf(project));
}
