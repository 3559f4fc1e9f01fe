import { Injectable } from '@nestjs/common';
import { fieldLabels, trackLabels, type GroupReport } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, exec, maybeOne, one, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { rulesOf } from '../draft/read-draft.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { groupIntoSessions, type Waiting } from './group-into-sessions.ts';

/** Seats that people are expected to take per pitch, until an organizer knows better. */
const EXPECTED_PER_PITCH = 6;
/** Opening words and a break, beside the pitches. */
const EXTRA_MINUTES = 15;

/** Makes sessions with running orders of the accepted projects that are in none; they wait in the tray for a place. */
@Injectable()
export class GroupProjects {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  run(command: PersonCommand, editionId: string): Promise<GroupReport> {
    return this.work.run(command, async (tx) => {
      const edition = await lockEdition(tx, editionId);
      const rules = rulesOf(edition);
      const waiting = await all<Waiting>(tx)`
        SELECT j.id, j.owner_id AS "ownerId", j.track, j.field, j.city, j.title_zh AS theme FROM project j
        WHERE j.edition_id = ${editionId} AND j.status IN ('accepted', 'confirmed')
          AND NOT EXISTS (SELECT 1 FROM draft_pitch p WHERE p.project_id = j.id)
      `;
      const { groups, left } = groupIntoSessions(waiting, rules.pitchesMin, rules.pitchesMax);
      const codes = await freeCodes(tx.manager, editionId, groups.length);
      const longest = await this.longestSlot(tx.manager, editionId);
      const ids: string[] = [];
      for (const [index, group] of groups.entries()) {
        const minutes = Math.min(
          longest,
          Math.ceil((group.projects.length * rules.pitchMinutes + EXTRA_MINUTES) / 5) * 5,
        );
        const { id } = await one<{ id: string }>(tx)`
          INSERT INTO draft_session (edition_id, code, kind, title_zh, title_en, track, field, minutes, expected)
          VALUES (${editionId}, ${codes[index]}, 'pitch',
            ${`${fieldLabels[group.field].zh}${trackLabels[group.track].zh}专场（${codes[index]}）`},
            ${`${fieldLabels[group.field].en}: ${trackLabels[group.track].en.toLowerCase()} (${codes[index]})`},
            ${group.track}, ${group.field}, ${minutes}, ${group.projects.length * EXPECTED_PER_PITCH})
          RETURNING id
        `;
        ids.push(id);
        await exec(tx)`
          INSERT INTO draft_pitch (project_id, session_id, position, minutes)
          SELECT p.id, ${id}, p.position, ${rules.pitchMinutes}
          FROM unnest(${group.projects.map((project) => project.id)}::uuid[]) WITH ORDINALITY AS p(id, position)
        `;
      }
      await tx.audit('expo.group-projects', editionId, { sessions: ids.length, left: left.length });
      const draft = await touchDraft(tx, command, editionId, ids);
      return { sessions: groups.length, projects: waiting.length - left.length, left: left.length, draft };
    });
  }

  private async longestSlot(manager: EntityManager, editionId: string): Promise<number> {
    const row = await maybeOne<{ minutes: number | null }>(manager)`
      SELECT max(extract(epoch FROM ends_at - starts_at) / 60)::int AS minutes
      FROM timeslot
      WHERE edition_id = ${editionId}
    `;
    return row?.minutes ?? 720;
  }
}

async function freeCodes(manager: EntityManager, editionId: string, count: number): Promise<string[]> {
  const taken = await all<{ code: string }>(manager)`
    SELECT code
    FROM draft_session
    WHERE edition_id = ${editionId}
    UNION
    SELECT code
    FROM session
    WHERE edition_id = ${editionId}
  `;
  const highest = Math.max(0, ...taken.map(({ code }) => Number(/^S(\d+)$/.exec(code)?.[1] ?? 0)));
  return Array.from({ length: count }, (_, index) => `S${String(highest + index + 1).padStart(3, '0')}`);
}
