import { describe } from 'vitest';
import { soakTest } from '../soak/soak-test.ts';
import { faults } from '../soak/faults/faults.ts';
import { recordingFaults } from '../soak/faults/recording-faults.ts';

/** Two real API nodes over one database and Redis, while a session is on and things fail around it. */
describe('a session while nodes are killed, Redis is cut and a page is away', () => {
  soakTest('no page misses a message or takes one twice, and what was acknowledged is there once', faults, {
    size: 1,
  });

  soakTest('the recording goes on while every node that could have started it is killed', recordingFaults, {
    size: 1,
  });
});
