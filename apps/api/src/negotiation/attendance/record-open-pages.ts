import { Injectable } from '@nestjs/common';
import { all, Interval, exec, Realtime, UnitOfWork } from '../../platform/index.ts';
import { meetingPages } from '../meetings/names.ts';

const LOOK_EVERY_MS = 5_000;

/** A page of a person on a meeting. */
interface Page {
  of: string;
  personId: string;
}

/**
 * Whoever is on the page of a meeting while it is on has come to it, with a camera or without; to a table one comes in
 * person. A page of one that is over, or has not begun, says nothing.
 */
@Injectable()
export class RecordOpenPages {
  constructor(
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
  ) {}

  /** Those who were on the page before the meeting began have come when it does. */
  @Interval(LOOK_EVERY_MS, 'negotiation.record-open-pages', { onEveryNode: true })
  look(): Promise<void> {
    return this.came(this.realtime.localPeople(meetingPages('')));
  }

  async came(pages: Page[]): Promise<void> {
    if (pages.length === 0) return;
    const meetings = pages.map(({ of }) => of);
    const people = pages.map(({ personId }) => personId);
    const fresh = await this.work.system('negotiation.record-open-pages', async (tx) => {
      const joined = await all<{ id: string; generation: number }>(tx)`
        UPDATE meeting_party p SET joined_at = now()
        FROM meeting m, unnest(${meetings}::uuid[], ${people}::uuid[]) AS page (meeting_id, person_id)
        WHERE m.id = page.meeting_id AND p.meeting_id = m.id AND p.person_id = page.person_id
          AND p.joined_at IS NULL AND p.removed_at IS NULL AND m.place = 'online'
          AND m.state IN ('accepted','open') AND m.starts_at <= now() AND m.ends_at > now()
        RETURNING m.id, m.generation
      `;
      await exec(tx)`
        UPDATE meeting m SET state = 'open'
        WHERE m.id = ANY(${meetings}) AND m.state = 'accepted'
          AND EXISTS (SELECT 1 FROM meeting_party p WHERE p.meeting_id = m.id AND p.joined_at IS NOT NULL)
      `;
      return joined;
    });
    for (const { id, generation } of fresh) this.realtime.emit(meetingPages(id), 'meeting:changed', { id, generation });
  }
}
