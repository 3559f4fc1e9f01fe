import { campaignTest } from '../soak/campaign-test.ts';
import { sendMonsters } from '../soak/monsters.ts';

campaignTest(
  'every case and every monster at every upload: answered by its rule, while everybody else is',
  sendMonsters,
  {
    size: 1,
  },
);
