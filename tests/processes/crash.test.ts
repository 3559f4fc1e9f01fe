import { describe } from 'vitest';
import { soakTest } from '../soak/soak-test.ts';
import { crash } from '../soak/crash/crash.ts';

describe('API processes are killed at random and at chosen points of a registration', () => {
  soakTest(
    'every acknowledged agreement is there once, numbers have no gap, nothing is half done, and the ledger verifies',
    crash,
    { size: 25 },
  );
});
