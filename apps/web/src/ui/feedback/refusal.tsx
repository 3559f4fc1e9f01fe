import type { ReactNode } from 'react';
import { ApiError } from '../../lib/api/api.ts';
import { SignInOffer } from './sign-in-offer.tsx';
import { Empty } from './states.tsx';

/**
 * What is shown instead of what is not for its reader: who may see it and, to those not signed in, the way to sign in.
 */
export function Refusal({ error, children }: { error?: unknown; children: ReactNode }) {
  return (
    <Empty>
      <span>{children}</span>
      <SignInOffer error={error} />
    </Empty>
  );
}

/** Whether the API keeps something from its reader. */
export const isRefused = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);
