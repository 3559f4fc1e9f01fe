import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { all, CONFIG, DatabaseChannel, Interval, Log, MediaServer, type Config } from '../../platform/index.ts';
import { meetingRoom, partyIdentity } from './names.ts';

const CHECK_EVERY_MS = 30_000;

/**
 * Takes whoever's sign-in is over out of the rooms that they entered by it: at the database's own word, and again and
 * again for what went unheard and for old tickets that are used once more.
 */
@Injectable()
export class EndMeetingPlaces {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
    log: Log,
    channel: DatabaseChannel,
    @Inject(CONFIG) { OUTBOX }: Config,
  ) {
    if (!OUTBOX) return;
    channel.on('everexpo_sign_in_ended', (signInId) => {
      this.end(signInId).catch((error: unknown) => log.warn({ err: error }, 'places in meetings were not ended'));
    });
  }

  @Interval(CHECK_EVERY_MS, 'negotiation.end-places')
  check(): Promise<void> {
    return this.end(null);
  }

  private async end(signInId: string | null): Promise<void> {
    const places = await all<{ meetingId: string; personId: string; generation: number }>(this.dataSource)`
      SELECT p.meeting_id AS "meetingId", p.person_id AS "personId", m.generation
      FROM meeting_party p JOIN meeting m ON m.id = p.meeting_id
      WHERE m.state = 'open' AND p.sign_in_id IS NOT NULL
        AND (${signInId}::uuid IS NULL OR p.sign_in_id = ${signInId})
        AND NOT EXISTS (SELECT 1 FROM accounts_sign_in a WHERE a.id = p.sign_in_id AND a.expires_at > now())
    `;
    for (const { meetingId, personId, generation } of places)
      await this.media.remove(meetingRoom(meetingId, generation), partyIdentity(personId));
  }
}
