import { soakTest } from '../soak/soak-test.ts';
import { someMonsters } from '../soak/monsters/monsters.ts';

/**
 * What reads files gives way to everything else, so the whole takes long on a busy machine; each answer has a limit of
 * its own.
 */
const WHOLE_MS = 3_600_000;

soakTest(
  'every case at every upload, every monster where it must be refused and at two others: answered by its rule',
  someMonsters,
  { size: 1, timeout: WHOLE_MS },
);
