import { describe } from 'vitest';
import { campaignTest } from '../soak/campaign-test.ts';
import { crash } from '../soak/crash/crash.ts';

describe('API processes are killed at random and at chosen points of a registration', () => {
  campaignTest(
    'every acknowledged agreement is there once, numbers have no gap, nothing is half done, and the ledger verifies',
    crash,
    { size: 25 },
  );
});
