import type { DataSource } from 'typeorm';
import { maybeOne } from '../../../platform/index.ts';

/** What the recording shows beside who is on stage. */
export interface Scene {
  /** False once the session is over, or is no longer to be recorded. */
  wanted: boolean;
  title: string;
  titleEn: string;
  position: number | null;
  pitch: string | null;
  deckSha256: string | null;
  deckPage: number;
}

/** The scene of a session now; null when there is no such session. */
export async function readScene(database: DataSource, sessionId: string): Promise<Scene | null> {
  const scene = await maybeOne<Scene>(database)`
    SELECT st.state = 'live' AND st.recorded AS wanted, s.title_zh AS title, s.title_en AS "titleEn", t.position,
      j.title_zh AS pitch,
      (SELECT k.sha256 FROM expo_deck_page k WHERE k.sha256 = j.deck_sha256 LIMIT 1) AS "deckSha256",
      least(st.deck_page, (SELECT count(*)::int FROM expo_deck_page k
        WHERE k.sha256 = j.deck_sha256)) AS "deckPage"
    FROM expo_session s
    JOIN stage st ON st.session_id = s.id
    LEFT JOIN expo_pitch t ON t.id = st.current_pitch_id
    LEFT JOIN expo_project j ON j.id = t.project_id
    WHERE s.id = ${sessionId}
  `;
  return scene ?? null;
}

export const captionOf = ({ title, titleEn, position, pitch }: Scene): string =>
  pitch === null ? `${title} · ${titleEn}` : `${position}  ${pitch}`;
