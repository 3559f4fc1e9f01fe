import { campaignTest } from '../soak/campaign-test.ts';
import { sendMonsters } from '../soak/monsters/monsters.ts';

/**
 * What reads files gives way to everything else, so the whole takes long on a busy machine; each answer has a limit of
 * its own.
 */
const WHOLE_MS = 3_600_000;

campaignTest(
  'every case and every monster at every upload: answered by its rule, while everybody else is',
  sendMonsters,
  { size: 1, timeout: WHOLE_MS },
);
