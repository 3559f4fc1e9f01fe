import { anyone, anyRole, policy, signedIn } from '../platform/index.ts';

export const livePolicy = policy('live', {
  watchStage: anyone,
  syncClock: anyone,
  readQuestions: anyone,
  readAudience: anyone,
  askQuestion: signedIn,
  voteQuestion: signedIn,
  chat: signedIn,
  react: anyone,
  voteInPoll: signedIn,
  raiseHand: signedIn,
  turnPage: signedIn,
  moderate: anyRole('organizer'),
  manageStage: anyRole('organizer'),
  checkDevices: signedIn,
  feedHall: anyRole('organizer', 'staff'),
  readAttendance: signedIn,
  readViewers: anyRole('organizer'),
  watchReplay: anyone,
  downloadReplay: signedIn,
  reportMedia: anyone,
});
