import {
  placeInRecording,
  type Moment,
  type MomentPage,
  type MomentQuery,
  type RecordingTimeRange,
} from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, cursorAfter } from '../../platform/index.ts';
import { instantOf } from '../recording/playlists/read-segments.ts';

type Row = Pick<Moment, 'kind' | 'words'> & { at: Date | null; startsMs: number | null };

/**
 * Where the words were asked, said in the chat, shown on a page of a deck, or spoken according to the captions, in the
 * order of the session's one clock. What organizers took away is not found.
 */
export async function findMoments(
  manager: EntityManager,
  sessionId: string,
  { q, cursor, limit }: MomentQuery,
  timeRanges: RecordingTimeRange[],
): Promise<MomentPage> {
  const rows = await all<Row>(manager)`
    WITH shown AS (
      SELECT at, payload->'deck'->>'projectId' AS project, (payload->'deck'->>'page')::int AS page,
        payload->'deck'->>'version' AS version,
        lag(payload->'deck') OVER (ORDER BY seq) AS before, payload->'deck' AS deck
      FROM live_message WHERE session_id = ${sessionId} AND kind = 'stage')
    SELECT 'question' AS kind, asked_at AS at, NULL::int AS "startsMs", body AS words
    FROM question
    WHERE session_id = ${sessionId} AND state = 'shown'
      AND body ILIKE ${`%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}
    UNION ALL
    SELECT 'chat', sent_at, NULL, body
    FROM chat_message
    WHERE session_id = ${sessionId} AND removed_at IS NULL
      AND body ILIKE ${`%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}
    UNION ALL
    SELECT 'deck', s.at, NULL, k.words
    FROM shown s
    JOIN expo_deck_page k ON k.page = s.page AND left(k.sha256, 16) = s.version
    WHERE jsonb_typeof(s.deck) = 'object' AND s.before IS DISTINCT FROM s.deck
      AND k.words ILIKE ${`%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}
    UNION ALL
    SELECT 'caption', NULL, starts_ms, words
    FROM caption_cue
    WHERE session_id = ${sessionId} AND words ILIKE ${`%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}
  `;
  const moments = rows
    .map(({ kind, words, at, startsMs }): Moment => {
      const place = startsMs ?? placeInRecording(timeRanges, (at as Date).getTime());
      return {
        kind,
        words: excerpt(words, q),
        startMs: place,
        at: (at ?? new Date(instantOf(timeRanges, place))).toISOString(),
      };
    })
    .sort((a, b) => a.at.localeCompare(b.at) || a.kind.localeCompare(b.kind));
  const end = cursor + limit;
  return { items: moments.slice(cursor, end), nextCursor: cursorAfter(end, moments.length) };
}

const AROUND = 60;

/** So much of a long text as is around what was looked for. */
function excerpt(words: string, q: string): string {
  const at = Math.max(0, words.toLowerCase().indexOf(q.toLowerCase()));
  const [from, to] = [Math.max(0, at - AROUND), Math.min(words.length, at + q.length + AROUND)];
  return `${from > 0 ? '…' : ''}${words.slice(from, to)}${to < words.length ? '…' : ''}`;
}
