import { Injectable } from '@nestjs/common';
import type { DraftEdit, MovePitch as MovePitchBody } from '@everexpo/contracts';
import {
  all,
  exec,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { DraftEvaluations } from '../timetable/draft-evaluations.ts';
import { rulesOf } from './read-draft.ts';
import type { EditionRow } from '../editions/edition-row.ts';
import { draftSessions } from './draft-sessions.ts';
import { touchDraft } from './touch-draft.ts';

/** Moves one pitch within its session or into another. */
@Injectable()
export class MovePitch {
  constructor(
    private readonly work: UnitOfWork,
    private readonly evaluations: DraftEvaluations,
  ) {}

  /** @throws ProblemError 404; 409 `edit_conflict`, `begun`, `owner_busy`; 422 when the session would be too full */
  run(
    command: PersonCommand,
    editionId: string,
    projectId: string,
    { toSessionId, position, revision, toRevision, page }: MovePitchBody,
  ): Promise<DraftEdit> {
    return this.work.run(command, async (tx) => {
      const edition = await lockEdition(tx, editionId);
      const pitch = await maybeOne<{ sessionId: string; ownerId: string }>(tx)`
        SELECT p.session_id AS "sessionId", j.owner_id AS "ownerId"
        FROM draft_pitch p
        JOIN project j ON j.id = p.project_id
        WHERE p.project_id = ${projectId} AND j.edition_id = ${editionId}
      `;
      if (!pitch) throw notFound('pitch');
      const sessions = new Map(
        (await draftSessions(tx.manager, editionId, [pitch.sessionId, toSessionId])).map((session) => [
          session.id,
          session,
        ]),
      );
      const from = sessions.get(pitch.sessionId);
      const to = sessions.get(toSessionId);
      if (!from || !to) throw notFound('session');
      if (from.begun || to.begun) throw new ProblemError('begun');
      if (from.revision !== revision || to.revision !== toRevision) throw new ProblemError('edit_conflict');
      if (from.id !== to.id) await assertFits(tx, edition, to, pitch.ownerId);
      await reorder(tx, pitch.sessionId, toSessionId, projectId, position);
      const ids = [...new Set([from.id, to.id])];
      await exec(tx)`UPDATE draft_session SET revision = revision + 1 WHERE id = ANY(${ids})`;
      const change = await touchDraft(tx, command, editionId, ids, page);
      return { ...change, evaluation: await this.evaluations.read(tx.manager, editionId) };
    });
  }
}

async function assertFits(
  tx: Transaction,
  edition: EditionRow,
  to: { id: string; code: string; pitchCount: number; startsAt: string | null; minutes: number },
  ownerId: string,
): Promise<void> {
  const { pitchesMax } = rulesOf(edition);
  if (to.pitchCount >= pitchesMax)
    throw invalid(
      fieldError('/toSessionId', 'pitches_max', { session: to.code, count: to.pitchCount, max: pitchesMax }),
    );
  const busy = await maybeOne<{ code: string }>(tx)`
    SELECT d.code FROM draft_session d JOIN draft_pitch p ON p.session_id = d.id JOIN project j ON j.id = p.project_id
    WHERE j.owner_id = ${ownerId} AND d.edition_id = ${edition.id} AND d.id <> ${to.id}
      AND d.starts_at < ${to.startsAt}::timestamptz + make_interval(mins => ${to.minutes})
      AND ${to.startsAt} < d.starts_at + make_interval(mins => d.minutes)
    LIMIT 1
  `;
  if (busy) throw new ProblemError('owner_busy', { session: busy.code });
}

async function reorder(
  tx: Transaction,
  fromId: string,
  toId: string,
  projectId: string,
  position: number,
): Promise<void> {
  const order = await all<{ id: string }>(tx)`
    SELECT project_id AS id
    FROM draft_pitch
    WHERE session_id = ${toId} AND project_id <> ${projectId}
    ORDER BY position
  `;
  const ids = order.map((row) => row.id);
  ids.splice(Math.min(position - 1, ids.length), 0, projectId);
  await exec(tx)`
    UPDATE draft_pitch p
    SET session_id = ${toId}, position = o.position
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o(id, position)
    WHERE p.project_id = o.id
  `;
  if (fromId === toId) return;
  await exec(tx)`
    UPDATE draft_pitch p
    SET position = o.position
    FROM (SELECT project_id, row_number() OVER (ORDER BY position) AS position FROM draft_pitch
      WHERE session_id = ${fromId}) o
    WHERE p.project_id = o.project_id
  `;
}
