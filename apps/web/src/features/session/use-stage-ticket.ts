import type { Stage, StageTicket } from '@everexpo/contracts';
import { useCallback, useEffect, useState } from 'react';
import { api, ApiError } from '../../lib/api.ts';
import { useMe } from '../../lib/me.ts';
import { useServerEvent } from '../../lib/socket.tsx';

/** Asked again after this long, with some chance so that a whole audience does not come at the same instant. */
const RETRY_MS = 1_000;
const RETRY_SPREAD_MS = 1_500;
/** What trying again does not change; the stage's own news does. */
const FINAL = ['removed', 'no_live_video', 'stage_not_open', 'stage_ended'];

/** The ticket to a stage: asked for when it can be had, viewers once it is live, presenters and managers before; and a new one after the connection was lost. */
export function useStageTicket(sessionId: string, state: Stage['state']) {
  const { data: me } = useMe();
  const [ticket, setTicket] = useState<StageTicket | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const who = me === undefined ? undefined : (me.person?.id ?? 'guest');
  const mayComeEarly = me?.person?.roles.some((role) => role === 'owner' || role === 'organizer') ?? false;
  const wanted = who !== undefined && ticket === null && problem !== 'removed' && (state === 'live' || (state === 'scheduled' && mayComeEarly));

  useEffect(() => {
    if (!wanted) return;
    const cancel = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    api<StageTicket>('POST', `/sessions/${sessionId}/stage/ticket`, { signal: cancel.signal }).then(
      (answer) => {
        setTicket(answer);
        setProblem(null);
      },
      (error: unknown) => {
        if (cancel.signal.aborted) return;
        const code = error instanceof ApiError ? (error.problem.code ?? 'error') : 'network';
        setProblem(code === 'stage_not_open' ? null : code);
        if (!FINAL.includes(code)) timer = setTimeout(() => setAttempt((count) => count + 1), RETRY_MS + Math.random() * RETRY_SPREAD_MS);
      },
    );
    return () => {
      cancel.abort();
      clearTimeout(timer);
    };
  }, [sessionId, wanted, who, state, attempt]);

  const lost = useCallback(() => {
    setProblem((known) => known ?? 'lost');
    setTimeout(() => setTicket(null), Math.random() * RETRY_MS);
  }, []);
  useServerEvent('session:removed', useCallback((change: { sessionId: string }) => {
    if (change.sessionId !== sessionId) return;
    setProblem('removed');
    setTicket(null);
  }, [sessionId]));
  return { ticket, problem, lost };
}
