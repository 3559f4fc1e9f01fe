import { anyone, policy } from '../platform/index.ts';

export const insightsPolicy = policy('insights', {
  readHome: anyone,
  search: anyone,
});
