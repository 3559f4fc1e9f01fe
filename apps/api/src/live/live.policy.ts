import { anyone, anyRole, policy, signedIn } from '../platform/index.ts';

export const livePolicy = policy('live', {
  watchStage: anyone,
  syncClock: anyone,
  readQuestions: anyone,
  askQuestion: signedIn,
  voteQuestion: signedIn,
  moderateQuestions: anyRole('organizer'),
  manageStage: anyRole('organizer'),
  reportMedia: anyone,
});
