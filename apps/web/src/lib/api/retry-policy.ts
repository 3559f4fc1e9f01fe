import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ApiError } from './api.ts';

const RETRIES = 3;
const LONGEST_PAUSE_MS = 30_000;

/** Whether the API says that a part of it is away for the moment, and when to ask again. */
export const isAway = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status === 503 && error.retryAfterSeconds !== undefined;

/** More at once than one sender's requests may be: the same is answered when those before it are. */
const isInTurn = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.problem.code === 'too_many_requests';

/**
 * How queries are tried again: what is refused never, what is away or waits for its turn until it is answered, anything
 * else three times.
 */
export const retryPolicy = {
  retry: (count: number, error: unknown) =>
    isAway(error) || isInTurn(error) || (!(error instanceof ApiError && error.status < 500) && count < RETRIES),
  retryDelay: (count: number, error: unknown) => {
    // Spread over as much again, so that not all pages come back at once.
    if (isAway(error) || isInTurn(error)) return (error.retryAfterSeconds ?? 1) * 1_000 * (1 + Math.random());
    return Math.min(1_000 * 2 ** count, LONGEST_PAUSE_MS);
  },
};

/** True while anything that the page shows is asked for in vain because a part of the API is away. */
export function useUnreachable(): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => cache.getAll().some((query) => query.isActive() && isAway(query.state.fetchFailureReason)),
    () => false,
  );
}
