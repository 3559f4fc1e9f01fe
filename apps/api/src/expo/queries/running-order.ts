import type { Pitch } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { PROJECT_CARD } from './project-card.ts';

interface Row extends Omit<Pitch, 'startedAt' | 'endedAt'> {
  startedAt: Date | null;
  endedAt: Date | null;
}

/** A session's pitches in order, each with its project and owner. */
export async function runningOrder(manager: EntityManager, sessionId: string): Promise<Pitch[]> {
  const rows = await manager.query<Row[]>(
    `SELECT t.id, t.position, t.minutes, t.started_at AS "startedAt", t.ended_at AS "endedAt",
            ${PROJECT_CARD} AS project, p.name AS "ownerName", p.name_en AS "ownerNameEn"
       FROM pitch t JOIN project j ON j.id = t.project_id JOIN organisation o ON o.id = j.organisation_id JOIN person p ON p.id = j.owner_id
      WHERE t.session_id = $1 ORDER BY t.position`,
    [sessionId],
  );
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}
