import { policy, signedIn } from '../platform/index.ts';

/** Notices are read by the person they are for; the queries ask for nobody else's. */
export const notificationsPolicy = policy('notifications', {
  readNotices: signedIn,
  dismissNotice: signedIn,
});
