import { Injectable } from '@nestjs/common';
import type { MeetingHours } from '@everexpo/contracts';
import { exec, type PersonCommand, UnitOfWork } from '../../platform/index.ts';

/** When somebody takes meetings, on their own clock. */
@Injectable()
export class SetMeetingHours {
  constructor(private readonly work: UnitOfWork) {}

  async run(command: PersonCommand, { opens, closes, timeZone }: MeetingHours): Promise<void> {
    const { ianaZone } = await import('@everexpo/interchange');
    await this.work.run(
      command,
      (tx) => exec(tx)`
        INSERT INTO meeting_hours (person_id, opens, closes, time_zone)
        VALUES (${command.actor.id}, ${opens}, ${closes}, ${ianaZone(timeZone)})
        ON CONFLICT (person_id) DO UPDATE SET opens = excluded.opens, closes = excluded.closes,
          time_zone = excluded.time_zone
      `,
    );
  }
}
