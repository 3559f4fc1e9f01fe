import type { Host } from '../builders/index.ts';

/** Ids and words of what is there, by the kinds that `placeOf` names; those of one person first. */
export type Known = Map<string, string[]>;

const MOST = 30;
const ofPerson = (table: string, column: string) => `SELECT id FROM ${table} ORDER BY (${column} = $1) DESC, id DESC`;
const mine = (table: string, key: string) =>
  `SELECT id FROM ${table} t
    ORDER BY EXISTS (SELECT 1 FROM ${table}_party p WHERE p.${key} = t.id AND p.person_id = $1) DESC, id DESC`;

const QUERIES: Record<string, string> = {
  edition: `SELECT id FROM edition ORDER BY (opened_at IS NULL) DESC, starts_on DESC`,
  code: `SELECT code AS id FROM edition ORDER BY starts_on DESC`,
  room: `SELECT id FROM room ORDER BY edition_id DESC, position`,
  session: `SELECT s.id FROM session s LEFT JOIN stage g ON g.session_id = s.id
             ORDER BY (g.state = 'live') DESC NULLS LAST, s.id DESC`,
  project: ofPerson('project', 'owner_id'),
  pitch: `SELECT p.id FROM pitch p LEFT JOIN stage g ON g.session_id = p.session_id
           ORDER BY (g.state = 'live') DESC NULLS LAST, p.position`,
  person: `SELECT id FROM person ORDER BY (id = $1) DESC, id DESC`,
  email: `SELECT email AS id FROM person ORDER BY (email LIKE '%@test.example') DESC, id DESC`,
  interest: ofPerson('interest', 'owner_id'),
  meeting: mine('meeting', 'meeting_id'),
  agreement: mine('agreement', 'agreement_id'),
  question: `SELECT id FROM question ORDER BY id DESC`,
  poll: `SELECT id FROM poll ORDER BY id DESC`,
  chat: `SELECT id FROM chat_message ORDER BY id DESC`,
  milestone: `SELECT id FROM milestone ORDER BY id DESC`,
  evidence: `SELECT id FROM milestone_evidence ORDER BY id DESC`,
  version: `SELECT id FROM programme_version ORDER BY id DESC`,
  'solve-run': `SELECT id FROM solve_run ORDER BY id DESC`,
  'calendar-feed': `SELECT id FROM calendar_feed ORDER BY id DESC`,
  file: `SELECT id FROM meeting_file ORDER BY id DESC`,
  number: `SELECT number AS id FROM agreement WHERE number IS NOT NULL ORDER BY number DESC`,
  sha256: `SELECT sealed_sha256 AS id FROM agreement WHERE sealed_sha256 IS NOT NULL ORDER BY id DESC`,
  token: `SELECT token AS id FROM meeting_table ORDER BY id`,
  day: `SELECT to_char(starts_on, 'YYYY-MM-DD') AS id FROM edition ORDER BY starts_on DESC`,
  start: `SELECT to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS id
           FROM timeslot ORDER BY starts_at DESC`,
};

/** Stands for something that is there, until a request is sent; written alike in addresses and in bodies. */
export const placeOf = (kind: string, at: number) => `~(${kind}.${at})~`;

/** What is there now. */
export async function knownOf(host: Host, personId: string): Promise<Known> {
  const found = await Promise.all(
    Object.entries(QUERIES).map(async ([kind, sql]): Promise<[string, string[]]> => {
      const params = sql.includes('$1') ? [personId] : [];
      return [kind, (await host.asOwner<{ id: string }>(`${sql} LIMIT ${MOST}`, params)).map(({ id }) => id)];
    }),
  );
  return new Map(found);
}

const PLACE = /~\(([\w-]+)\.(\d+)\)~/g;
const NOTHING = '0199aa5e-7c4f-7000-8000-00000000dead';

/** A text with every place filled: the nearer to 0, the likelier it is the person's own. */
export function filled(text: string, known: Known): string {
  return text.replaceAll(PLACE, (_place, kind: string, at: string) => {
    const there = known.get(kind) ?? [...known.values()].flat();
    // The first third of what is drawn are the first three: most of the rest is not theirs to touch.
    const index = Number(at) < 24 ? Number(at) % 3 : Number(at);
    return there[index % there.length] ?? NOTHING;
  });
}
