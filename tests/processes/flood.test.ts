import { campaignTest } from '../soak/campaign-test.ts';
import { flood } from '../soak/flood/flood.ts';

campaignTest(
  'a guest, an attendee, an organizer and an investor who flood every socket event are told so and ended; others are all answered',
  async (options) => void (await flood(options)),
  { size: 2 },
);
