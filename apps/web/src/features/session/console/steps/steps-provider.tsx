import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useRef, type ReactNode } from 'react';
import { api, ApiError } from '../../../../lib/api/api.ts';
import { queryKeys } from '../../../../lib/api/query-keys.ts';
import { useSeeStage, useSession } from '../../feed/session-feed.tsx';
import type { Step, TakeStep } from './step.ts';

interface Steps {
  take: TakeStep;
  /** The step that the server has not answered yet. */
  pending: Step['action'] | null;
  error: Error | null;
}

const StepsContext = createContext<Steps | null>(null);

/** Lets the parts of a console that are under it take the steps of one show. */
export function StepsProvider({ sessionId, children }: { sessionId: string; children: ReactNode }) {
  return <StepsContext value={useTakingSteps(sessionId)}>{children}</StepsContext>;
}

export function useSteps(): Steps {
  const steps = use(StepsContext);
  if (!steps) throw new Error('used outside a StepsProvider');
  return steps;
}

/**
 * Steps are sent one after the other, so that a press while the one before is on its way is not lost. Each names the
 * revision that the one before it leads to: after one that is refused, those that were waiting are refused too. "Next"
 * pressed twice at once is one.
 */
function useTakingSteps(sessionId: string): Steps {
  const { stage } = useSession();
  const see = useSeeStage();
  const queries = useQueryClient();
  const expected = useRef(0);
  const movingOn = useRef(false);
  const act = useMutation({
    scope: { id: `steps of ${sessionId}` },
    mutationFn: (body: Step & { revision: number }) =>
      api('POST', '/sessions/{id}/stage/steps', { path: { id: sessionId }, body }),
    onSuccess: see,
    onError: (error) => {
      expected.current = 0;
      if (error instanceof ApiError && error.problem.code === 'presenter_absent')
        void queries.invalidateQueries({ queryKey: queryKeys.presenters(sessionId) });
    },
    onSettled: (_stage, _error, { action }) => {
      if (action === 'next') movingOn.current = false;
    },
  });
  const take: TakeStep = (step) => {
    if (step.action === 'next') {
      if (movingOn.current) return;
      movingOn.current = true;
    }
    const revision = Math.max(stage.revision, expected.current);
    expected.current = revision + 1;
    act.mutate({ ...step, revision });
  };
  return { take, pending: act.isPending ? act.variables.action : null, error: act.error };
}
