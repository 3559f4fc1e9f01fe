/**
 * Of one network, requests that take no place, so many at once and then a second. A page of the web app loads some 30
 * files the first time and keeps them: a hall of 500 phones behind one address opens it within half a minute, and a
 * hundred of them at the same instant.
 */
export const UNPLACED = { burst: 3_000, perSecond: 500 };
/** The API's documentation, an answer of which has the size of many files, counts as so many. */
export const DOCUMENTATION_COUNTS = 30;
