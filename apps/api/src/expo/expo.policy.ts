import { anyone, policy } from '../platform/index.ts';

/** The published programme is public; what is not published has no route here. */
export const expoPolicy = policy('expo', {
  readHome: anyone,
  readProgramme: anyone,
  readSession: anyone,
  readProject: anyone,
});
