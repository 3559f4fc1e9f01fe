import { soakTest } from '../soak/soak-test.ts';
import { flood } from '../soak/flood/flood.ts';

soakTest(
  'whoever floods every socket event, in any role, is told so and ended; others are all answered',
  async (options) => void (await flood(options)),
  { size: 2 },
);
