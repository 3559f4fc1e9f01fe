import type { Rate } from '../realtime/limits/token-buckets.ts';

/**
 * Of one network, requests that take no place. A page of the web app loads some 30 files the first time and keeps them,
 * so that a hall of 500 phones behind one address may open it at the same instant, and 16 more in each second.
 */
export const UNPLACED: Rate = { burst: 15_000, perSecond: 500 };
