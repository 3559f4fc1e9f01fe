/** A programme as the formats of the conference world see it; instants are ISO 8601 in UTC. */
export interface PublishedProgramme {
  title: string;
  /** Lower-case letters and digits, four or more; slugs begin with it. */
  acronym: string;
  version: string;
  timeZone: string;
  /** Calendar days in that zone, first to last. */
  days: string[];
  /** Where people read it. */
  url: string;
  rooms: { id: string; name: string; capacity: number }[];
  tracks: { slug: string; name: string; colour: string }[];
  entries: ProgrammeEntry[];
}

export interface ProgrammeEntry {
  /** UUID; the same over all versions. */
  id: string;
  /** 1 or more, unique in the edition. */
  number: number;
  code: string;
  title: string;
  subtitle: string;
  abstract: string;
  track: string;
  kind: string;
  /** RFC 5646, such as zh. */
  language: string;
  /** Name of the room. */
  room: string;
  startsAt: string;
  endsAt: string;
  people: { id: string; name: string }[];
  url: string;
  /** Rises when the entry changed, and only then. */
  sequence: number;
  /** When it changed last. */
  changedAt: string;
  cancelled: boolean;
}
