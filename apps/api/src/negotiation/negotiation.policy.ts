import { anyRole, policy, signedIn } from '../platform/index.ts';

/** Rights on a meeting itself belong to its parties alone; `partyOf` asks for them. No role adds any. */
export const negotiationPolicy = policy('negotiation', {
  expressInterest: anyRole('investor'),
  readInterests: signedIn,
  openMeeting: signedIn,
  enterMeeting: signedIn,
});
