import { campaignTest } from '../soak/campaign-test.ts';
import { tabs } from '../soak/tabs.ts';

campaignTest('two tabs of a presenter, a party and a hall: the second takes over once, and neither comes back', tabs, {
  size: 2,
});
