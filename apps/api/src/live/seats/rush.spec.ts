import { onTestFinished, test } from 'vitest';
import { joinAtOnce } from '../../testing/soaks/races.ts';
import { mediaKeys, startTestApi } from '../../testing/test-api.ts';

test('a whole audience that comes at once is let in at the pace set, and nobody is refused', async () => {
  const joinsPerSecond = 60;
  const settings = {
    ...mediaKeys,
    RECORDER: 'local',
    OUTBOX: 'false',
    NETWORK_SHARE: '1',
    JOINS_PER_SECOND: String(joinsPerSecond),
    SEATS_PER_NETWORK: '1000',
    DATABASE_POOL: '20',
  };
  const fast = await startTestApi(settings);
  onTestFinished(() => fast.close());
  await joinAtOnce(fast, { size: 60, joinsPerSecond });
});
