import { anyone, policy, signedIn } from '../platform/index.ts';

export const accountsPolicy = policy('accounts', {
  signIn: anyone,
  signOut: anyone,
  readMe: anyone,
  watchAsGuest: anyone,
  chooseLanguage: signedIn,
  ownSecondFactor: signedIn,
});
