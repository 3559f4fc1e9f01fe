import { anyRole, policy, signedIn } from '../platform/index.ts';

/** Rights on a meeting itself belong to its parties alone; `meetingFor` asks for them. No role adds any. */
export const negotiationPolicy = policy('negotiation', {
  expressInterest: anyRole('investor'),
  readInterests: signedIn,
  openMeeting: signedIn,
  bookMeeting: signedIn,
  enterMeeting: signedIn,
  /** Who sits where and when, not what it is about. */
  manageTables: anyRole('staff', 'organizer'),
  placeMeetings: anyRole('organizer'),
  readFigures: anyRole('staff', 'organizer', 'admin'),
});
