import { Injectable } from '@nestjs/common';
import type { PublishVersion as PublishVersionBody, Version } from '@everexpo/contracts';
import {
  all,
  type Command,
  eventKind,
  exec,
  fieldError,
  invalid,
  maybeOne,
  one,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { PlaceSessions } from '../draft/place-sessions.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { touchProgramme } from '../programme/programme-changed.ts';
import { DraftEvaluations } from '../timetable/draft-evaluations.ts';
import { applyVersion } from './apply-version.ts';
import { placedEntries } from './diff-versions.ts';
import { versionView } from './version-views.ts';

/** A version is what everybody sees now; `previousId` is what they saw before. */
export const versionPublished = eventKind<{
  editionId: string;
  versionId: string;
  previousId: string | null;
  number: number;
}>('expo.version-published');

/** Makes the workspace public: now, or at a time. */
@Injectable()
export class PublishVersion {
  constructor(
    private readonly work: UnitOfWork,
    private readonly placeSessions: PlaceSessions,
    private readonly evaluations: DraftEvaluations,
  ) {}

  /** @throws ProblemError 409 `publishing_blocked` with the rules that block it; 422 for a time in the past */
  run(
    command: PersonCommand,
    editionId: string,
    { note, publishAt, placements }: PublishVersionBody,
  ): Promise<Version> {
    return this.work.run(command, async (tx) => {
      if (publishAt !== null && Date.parse(publishAt) <= Date.now())
        throw invalid(fieldError('/publishAt', 'future.publish'));
      await lockEdition(tx, editionId);
      const { rules } =
        placements.length > 0
          ? (await this.placeSessions.runIn(tx, command, editionId, { placements })).evaluation
          : await this.evaluations.read(tx.manager, editionId);
      const blocking = rules.filter((rule) => rule.impact === 'block-placing' || rule.impact === 'block-publishing');
      if (blocking.length > 0)
        throw new ProblemError('publishing_blocked', { rules: blocking.map((rule) => rule.name) });
      const id = await snapshot(tx, command, editionId, note, publishAt);
      if (publishAt === null) await publishSnapshot(tx, command, editionId, id);
      return versionView(tx.manager, id);
    });
  }
}

/** Puts an earlier version back: the workspace and the public programme become what they were then. */
@Injectable()
export class RestoreVersion {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `not_published`, `begun_moved` */
  run(command: PersonCommand, editionId: string, versionId: string, note: string): Promise<Version> {
    return this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      const old = await maybeOne<{ state: string }>(tx)`
        SELECT state FROM programme_version WHERE id = ${versionId} AND edition_id = ${editionId}
      `;
      if (!old) throw notFound('version');
      if (old.state !== 'published') throw new ProblemError('not_published');
      const { id } = await one<{ id: string }>(tx)`
        INSERT INTO programme_version (edition_id, state, note, publish_at, created_by)
        VALUES (${editionId}, 'scheduled', ${note}, now(), ${command.actor.id})
        RETURNING id
      `;
      await exec(tx)`
        INSERT INTO programme_entry
        SELECT ${id}, session_id, code, kind, title_zh, title_en, track, field, city, room_id, starts_at, ends_at,
          pitches, pitch_minutes
        FROM programme_entry
        WHERE version_id = ${versionId}
      `;
      await exec(tx)`
        INSERT INTO draft_session (id, edition_id, code, kind, title_zh, title_en, track, field, city, minutes, room_id,
          starts_at)
        SELECT session_id, ${editionId}, code, kind, title_zh, title_en, track, field, city,
          round(extract(epoch FROM ends_at - starts_at) / 60)::int, room_id, starts_at
        FROM programme_entry
        WHERE version_id = ${id}
        ON CONFLICT (id) DO UPDATE SET code = excluded.code, kind = excluded.kind, title_zh = excluded.title_zh,
          title_en = excluded.title_en, track = excluded.track, field = excluded.field, city = excluded.city,
          minutes = excluded.minutes, room_id = excluded.room_id, starts_at = excluded.starts_at,
          revision = draft_session.revision + 1
      `;
      await exec(tx)`
        UPDATE draft_session d SET room_id = NULL, starts_at = NULL, revision = revision + 1
        WHERE edition_id = ${editionId} AND starts_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM programme_entry e
          WHERE e.version_id = ${id} AND e.session_id = d.id)
      `;
      await restorePitches(tx, id);
      await publishSnapshot(tx, command, editionId, id);
      const sessions = await all<{ id: string }>(tx)`SELECT id FROM draft_session WHERE edition_id = ${editionId}`;
      await touchDraft(
        tx,
        command,
        editionId,
        sessions.map((session) => session.id),
      );
      return versionView(tx.manager, id);
    });
  }
}

async function restorePitches(tx: Transaction, versionId: string): Promise<void> {
  await exec(tx)`
    DELETE FROM draft_pitch
    WHERE session_id IN (SELECT session_id FROM programme_entry WHERE version_id = ${versionId})
  `;
  await exec(tx)`
    INSERT INTO draft_pitch (project_id, session_id, position, minutes)
    SELECT p.project, e.session_id, p.position, p.minutes
    FROM programme_entry e, unnest(e.pitches, e.pitch_minutes) WITH ORDINALITY AS p(project, minutes, position)
    WHERE e.version_id = ${versionId}
    ON CONFLICT (project_id) DO UPDATE SET session_id = excluded.session_id, position = excluded.position,
      minutes = excluded.minutes
  `;
}

/** Keeps what the workspace holds now; it becomes public later, or at once. */
async function snapshot(
  tx: Transaction,
  command: PersonCommand,
  editionId: string,
  note: string,
  publishAt: string | null,
): Promise<string> {
  const { id } = await one<{ id: string }>(tx)`
    INSERT INTO programme_version (edition_id, state, note, publish_at, created_by)
    VALUES (${editionId}, 'scheduled', ${note}, coalesce(${publishAt}, now()), ${command.actor.id})
    RETURNING id
  `;
  await exec(tx)`
    INSERT INTO programme_entry (version_id, session_id, code, kind, title_zh, title_en, track, field, city, room_id,
      starts_at, ends_at, pitches, pitch_minutes)
    SELECT ${id}, session_id, code, kind, title_zh, title_en, track, field, city, room_id, starts_at, ends_at,
      pitches, pitch_minutes
    FROM (${placedEntries(editionId)}) e
  `;
  await tx.audit('expo.snapshot-programme', editionId, { version: id, publishAt });
  return id;
}

/** Makes a kept version the public programme, in one transaction. */
export async function publishSnapshot(
  tx: Transaction,
  command: Command,
  editionId: string,
  versionId: string,
): Promise<void> {
  const last = await maybeOne<{ id: string; number: number }>(tx)`
    SELECT id, number
    FROM programme_version
    WHERE edition_id = ${editionId} AND state = 'published' AND number IS NOT NULL
    ORDER BY number DESC
    LIMIT 1
  `;
  const number = (last?.number ?? 0) + 1;
  await exec(tx)`
    UPDATE programme_version SET state = 'published', number = ${number}, published_at = now() WHERE id = ${versionId}
  `;
  await applyVersion(tx, editionId, versionId);
  await touchProgramme(tx, editionId);
  await tx.audit('expo.publish-programme', editionId, { version: versionId, number, by: command.actor.kind });
  await tx.emit(versionPublished, { editionId, versionId, previousId: last?.id ?? null, number });
}
