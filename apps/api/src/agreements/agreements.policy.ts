import { anyone, anyRole, policy, signedIn } from '../platform/index.ts';

/** Rights on one agreement belong to its parties; on paper ones also to the deal desk. `agreementFor` asks for them. */
export const agreementsPolicy = policy('agreements', {
  negotiate: signedIn,
  read: signedIn,
  sign: signedIn,
  logPaper: anyRole('staff'),
  readWall: anyone,
  verify: anyone,
});
