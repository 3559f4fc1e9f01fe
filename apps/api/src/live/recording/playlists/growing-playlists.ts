import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exists, notFound } from '../../../platform/index.ts';
import { segmentsOf } from './read-segments.ts';
import { writePlaylist } from './write-playlist.ts';

/** A minute: who was away for less goes on where they were. */
const WINDOW = 30;
const KEPT_MS = 500;

/**
 * The playlists of sessions that are on the air: asked for by everybody every two seconds, and therefore made once for
 * all.
 */
@Injectable()
export class GrowingPlaylists {
  private readonly kept = new Map<string, { until: number; text: Promise<string> }>();

  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemError 404 while nothing of a session has been broadcast yet, and when it is over */
  of(sessionId: string): Promise<string> {
    const now = Date.now();
    const known = this.kept.get(sessionId);
    if (known && known.until > now) return known.text;
    for (const [id, { until }] of this.kept) if (until <= now) this.kept.delete(id);
    const text = this.read(sessionId);
    this.kept.set(sessionId, { until: now + KEPT_MS, text });
    text.catch(() => this.kept.delete(sessionId));
    return text;
  }

  private async read(sessionId: string): Promise<string> {
    const live = await exists(this.dataSource)`
      SELECT 1
      FROM stage
      WHERE session_id = ${sessionId} AND (state = 'live' OR ended_at > now() - interval '1 minute')
    `;
    const segments = !live ? [] : await segmentsOf(this.dataSource.manager, sessionId, WINDOW);
    if (segments.length === 0) throw notFound('broadcast');
    return writePlaylist(segments, { growing: true });
  }
}
