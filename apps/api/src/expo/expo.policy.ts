import { anyone, anyRole, policy, signedIn } from '../platform/index.ts';

/** The published programme is public; what is being prepared belongs to the organizers. */
export const expoPolicy = policy('expo', {
  readProgramme: anyone,
  readProject: anyone,
  markFavourites: signedIn,
  readExports: anyone,
  readFeed: anyone,
  manageFeeds: signedIn,
  sayUnavailable: signedIn,
  readCall: anyone,
  submit: anyRole('owner', 'steward'),
  readDeck: signedIn,
  readDeckPage: anyone,
  review: anyRole('organizer', 'steward'),
  prepare: anyRole('organizer'),
  publish: anyRole('organizer'),
});
