import { describe } from 'vitest';
import { soakTest } from '../soak/soak-test.ts';
import { figures } from '../soak/figures/figures.ts';

describe('agreements are registered, amended, ended, verified and sent back by concurrent clients', () => {
  soakTest(
    'the front page, the wall, the desk, the year in figures and the ledger say what a recount of the rows gives',
    figures,
    { size: 50 },
  );
});
