import { anyone, anyRole, policy, signedIn } from '../platform/index.ts';

/** Rights on one agreement belong to its parties; on paper ones also to the deal desk. `agreementFor` asks for them. */
export const agreementsPolicy = policy('agreements', {
  negotiate: signedIn,
  read: signedIn,
  sign: signedIn,
  end: signedIn,
  followUp: signedIn,
  workDesk: anyRole('staff'),
  leadCeremony: anyRole('staff', 'organizer'),
  readFigures: anyRole('staff', 'organizer', 'admin'),
  readWall: anyone,
  verify: anyone,
});
