/** A recorder that has not been heard of for this long is as good as gone: the next one goes on. */
export const LEASE_SECONDS = 5;
/** For one that has just been started. */
export const START_SECONDS = 15;
