import type { City, Field, Track } from '@everexpo/contracts';

export interface Waiting {
  id: string;
  ownerId: string;
  track: Track;
  field: Field;
  city: City;
  /** What the order within a session follows. */
  theme: string;
}

export interface Group {
  track: Track;
  field: Field;
  projects: Waiting[];
}

/**
 * Cuts projects into running orders by track and field: as few groups as the most allows, of even size, cities kept
 * together and in order of theme; one owner's projects go to one group, so that nobody is in two at once. A track's
 * field with fewer than the least waits for the field's other projects of the same track family and, in the end, is
 * returned as left over.
 */
export function groupIntoSessions(waiting: Waiting[], least: number, most: number): { groups: Group[]; left: Waiting[] } {
  const groups: Group[] = [];
  const left: Waiting[] = [];
  for (const projects of Map.groupBy(waiting, (project) => `${project.track}|${project.field}`).values()) {
    const [{ track, field }] = projects as [Waiting];
    const count = Math.max(1, Math.ceil(projects.length / most));
    if (Math.floor(projects.length / count) < least) {
      const whole = Math.floor(projects.length / least);
      if (whole === 0) {
        left.push(...projects);
        continue;
      }
    }
    for (const part of cut(inOrder(projects), Math.min(count, Math.max(1, Math.floor(projects.length / least))), most)) {
      if (part.length >= least && part.length <= most) groups.push({ track, field, projects: part });
      else left.push(...part);
    }
  }
  return { groups, left };
}

/** By city, then theme; an owner's projects next to each other, where the first of them stands. */
function inOrder(projects: Waiting[]): Waiting[] {
  const sorted = projects.toSorted((a, b) => a.city.localeCompare(b.city) || a.theme.localeCompare(b.theme, 'zh') || a.id.localeCompare(b.id));
  return [...Map.groupBy(sorted, (project) => project.ownerId).values()].flat();
}

/** Even parts in order; a part ends only where the owner changes, and none is larger than the most. */
function cut(projects: Waiting[], count: number, most: number): Waiting[][] {
  const parts: Waiting[][] = [];
  let from = 0;
  for (let part = 0; part < count; part++) {
    const rest = projects.length - from;
    let size = Math.min(most, Math.ceil(rest / (count - part)));
    while (size < most && from + size < projects.length && projects[from + size]?.ownerId === projects[from + size - 1]?.ownerId) size++;
    parts.push(projects.slice(from, from + size));
    from += size;
  }
  if (from < projects.length) parts.push(projects.slice(from));
  return parts.filter((part) => part.length > 0);
}
