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
 * Cuts projects into running orders by track and field: as few as the most allows, of even size, cities together and in
 * order of theme. One owner's projects of a field stay in one running order as far as it has room. What is too little
 * for a session of at least `least` is left over.
 */
export function groupIntoSessions(
  waiting: Waiting[],
  least: number,
  most: number,
): { groups: Group[]; left: Waiting[] } {
  const groups: Group[] = [];
  const left: Waiting[] = [];
  for (const projects of Map.groupBy(waiting, (project) => `${project.track}|${project.field}`).values()) {
    const [{ track, field }] = projects as [Waiting];
    const count = Math.min(Math.ceil(projects.length / most), Math.floor(projects.length / least));
    for (const part of cut(inOrder(projects), count, most)) {
      if (part.length >= least && part.length <= most) groups.push({ track, field, projects: part });
      else left.push(...part);
    }
  }
  return { groups, left };
}

/** By city, then theme; an owner's projects next to each other, where the first of them stands. */
function inOrder(projects: Waiting[]): Waiting[] {
  const sorted = projects.toSorted(
    (a, b) => a.city.localeCompare(b.city) || a.theme.localeCompare(b.theme, 'zh') || a.id.localeCompare(b.id),
  );
  return [...Map.groupBy(sorted, (project) => project.ownerId).values()].flat();
}

/**
 * `count` even parts in order, the rest as one part more; a part ends where the owner changes, if it has room until
 * there.
 */
function cut(projects: Waiting[], count: number, most: number): Waiting[][] {
  const parts: Waiting[][] = [];
  let from = 0;
  for (let part = 0; part < count; part++) {
    let size = Math.min(most, Math.ceil((projects.length - from) / (count - part)));
    while (
      size < most &&
      from + size < projects.length &&
      projects[from + size]?.ownerId === projects[from + size - 1]?.ownerId
    )
      size++;
    parts.push(projects.slice(from, from + size));
    from += size;
  }
  return [...parts, projects.slice(from)].filter((part) => part.length > 0);
}
