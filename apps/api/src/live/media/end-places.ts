import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  all,
  CONFIG,
  DatabaseChannel,
  Interval,
  exec,
  Log,
  MediaServer,
  UnitOfWork,
  type Config,
} from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { handsChanged, presenterChanged } from '../live.events.ts';
import { stageRoom } from './names.ts';

const CHECK_EVERY_MS = 30_000;

/** Whose places are looked at; all of them where nobody is named. */
interface PlaceOwner {
  signInId?: string;
  personId?: string;
}

interface Place {
  sessionId: string;
  identity: string;
  personId: string;
}

/**
 * Takes the places of a sign-in that is over out of the media rooms and off the stage, and those of managers who are no
 * longer organizers: at the database's own word, and again and again for what went unheard and for old tickets that are
 * used once more.
 */
@Injectable()
export class EndPlaces {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
    private readonly work: UnitOfWork,
    private readonly log: Log,
    channel: DatabaseChannel,
    @Inject(CONFIG) { OUTBOX }: Config,
  ) {
    if (!OUTBOX) return;
    channel.on('everexpo_sign_in_ended', (signInId) => this.soon({ signInId }));
    channel.on('everexpo_roles_changed', (personId) => this.soon({ personId }));
  }

  private soon(whose: PlaceOwner): void {
    this.end(whose).catch((error: unknown) => this.log.warn({ err: error }, 'places were not ended'));
  }

  @Interval(CHECK_EVERY_MS, 'live.end-places')
  check(): Promise<void> {
    return this.end({});
  }

  private async end(whose: PlaceOwner): Promise<void> {
    const places = Map.groupBy(await this.over(whose), ({ sessionId }) => sessionId);
    for (const [sessionId, ended] of places) {
      await this.work.system('live.end-places', async (tx) => {
        for (const { identity, personId } of ended) {
          const left = await exec(tx)`
            UPDATE stage_presenter SET on_stage = false
            WHERE session_id = ${sessionId} AND person_id = ${personId} AND on_stage
              AND coalesce(guest_identity, 'presenter-' || person_id) = ${identity}
          `;
          if (left > 0) await tx.emit(presenterChanged, { sessionId, personId });
          const down = await exec(tx)`
            DELETE FROM raised_hand
            WHERE session_id = ${sessionId} AND person_id = ${personId} AND identity = ${identity}
          `;
          if (down > 0) await tx.emit(handsChanged, { sessionId, personId });
        }
      });
      const gone = new Set(ended.map(({ identity }) => identity));
      for (const { identity } of await this.media.participantsIn(stageRoom(sessionId))) {
        if (gone.has(identity)) await this.media.remove(stageRoom(sessionId), identity);
      }
    }
  }

  private over({ signInId, personId }: PlaceOwner): Promise<Place[]> {
    return all<Place>(this.dataSource)`
      SELECT m.session_id AS "sessionId", m.identity, m.person_id AS "personId"
         FROM media_identity m JOIN expo_session s ON s.id = m.session_id LEFT JOIN stage st ON st.session_id = s.id
        WHERE (${signInId ?? null}::uuid IS NULL OR m.sign_in_id = ${signInId ?? null})
          AND (${personId ?? null}::uuid IS NULL OR m.person_id = ${personId ?? null})
          AND (st.state = 'live' OR (coalesce(st.state, 'scheduled') = 'scheduled'
            AND s.starts_at BETWEEN now() - interval '1 day' AND now() + interval '1 day'))
          AND ((m.sign_in_id IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM accounts_sign_in a WHERE a.id = m.sign_in_id AND a.expires_at > now()))
            OR (m.identity LIKE 'manager-%' AND NOT EXISTS (
                 SELECT 1 FROM accounts_role r
                 WHERE r.person_id = m.person_id AND r.role = ANY(${livePolicy.manageStage.roles}))))
    `;
  }
}
