import type { BroadcastTicket, QueuePlace, Stage, StageTicket } from '@everexpo/contracts';
import { useCallback, useEffect, useState } from 'react';
import { api, ApiError } from '../../../lib/api/api.ts';
import { serverNow } from '../../../lib/time/clock.ts';
import { becomeGuest } from '../../../lib/account/guest.ts';
import { useMe } from '../../../lib/account/me.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { claim, thisPage } from '../../../lib/realtime/this-page.ts';

/** Asked again after this long, with some chance so that a whole audience does not come at the same instant. */
const RETRY_MS = 1_000;
const RETRY_SPREAD_MS = 1_500;
/** Without a broadcast: a seat may become free, of the session or of one's network. */
const FULL_RETRY_MS = 15_000;
const FULL = ['stage_full', 'network_full'];
/** What trying again does not change; the stage's own news does. */
const FINAL = ['elsewhere', 'removed', 'no_live_video', 'stage_not_open', 'stage_ended'];

interface Asked {
  attempt: number;
  /** Also raises a hand, and asks for a seat to speak from. */
  hand: boolean;
  /** Whether another page of the same presenter gives way; not for one that comes back by itself. */
  takeOver: boolean;
}

/**
 * The way to a stage: asked for when it can be had, viewers once it is live, presenters and managers before; and anew
 * after the connection was lost, for the same seat. It is a ticket to the room, a place in the queue before it, or the
 * broadcast.
 */
export function useStageTicket(sessionId: string, state: Stage['state']) {
  const { data: me } = useMe();
  const [way, setWay] = useState<StageTicket | BroadcastTicket | null>(null);
  const [queue, setQueue] = useState<QueuePlace | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked>({ attempt: 0, hand: false, takeOver: true });
  const who = me === undefined ? undefined : (me.person?.id ?? 'guest');
  const mayComeEarly = me?.person?.roles.some((role) => role === 'owner' || role === 'organizer') ?? false;
  const wanted =
    who !== undefined &&
    way === null &&
    !['removed', 'elsewhere'].includes(problem ?? '') &&
    (state === 'live' || (state === 'scheduled' && mayComeEarly));

  useEffect(() => {
    if (!wanted) return;
    const cancel = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (ms: number) => {
      timer = setTimeout(() => setAsked(({ attempt, ...wish }) => ({ attempt: attempt + 1, ...wish })), ms);
    };
    const seatKey = `seat ${sessionId} ${who}`;
    ownSeat(seatKey)
      .then(async (identity) => {
        const ask = () =>
          api('POST', '/sessions/{id}/stage/ticket', {
            path: { id: sessionId },
            body: { ...(identity ? { identity } : {}), hand: asked.hand, page: thisPage, takeOver: asked.takeOver },
            signal: cancel.signal,
          });
        return ask().catch(async (error: unknown) => {
          // The socket's guest session is on its way, or over.
          if (who !== 'guest' || !(error instanceof ApiError) || error.status !== 401) throw error;
          await becomeGuest();
          return ask();
        });
      })
      .then(
        (answer) => {
          setProblem(null);
          if ('identity' in answer && (answer.seat === 'viewer' || answer.seat === 'queue')) {
            sessionStorage.setItem(seatKey, answer.identity);
            void claim(answer.identity);
          }
          if (answer.seat === 'queue') {
            setQueue(answer);
            again(Math.max(100, Date.parse(answer.admitAt) - serverNow()));
            return;
          }
          setQueue(null);
          setWay(answer);
          // A hand is raised once, not anew after every lost connection.
          setAsked(({ attempt }) => ({ attempt, hand: false, takeOver: false }));
        },
        (error: unknown) => {
          if (cancel.signal.aborted) return;
          const code = error instanceof ApiError ? (error.problem.code ?? 'error') : 'network';
          setProblem(code === 'stage_not_open' ? null : code);
          if (!FINAL.includes(code))
            again(FULL.includes(code) ? FULL_RETRY_MS : RETRY_MS + Math.random() * RETRY_SPREAD_MS);
        },
      );
    return () => {
      cancel.abort();
      clearTimeout(timer);
    };
  }, [sessionId, wanted, who, state, asked]);

  const lost = useCallback((takenOver = false) => {
    if (takenOver) {
      setProblem('elsewhere');
      setWay(null);
      return;
    }
    setProblem((known) => known ?? 'lost');
    setTimeout(() => setWay(null), Math.random() * RETRY_MS);
  }, []);
  /** Back into the room from the broadcast, with a raised hand. */
  const raiseHand = useCallback(() => {
    setWay(null);
    setAsked(({ attempt, takeOver }) => ({ attempt: attempt + 1, hand: true, takeOver }));
  }, []);
  const takeBack = useCallback(() => {
    setProblem(null);
    setAsked(({ attempt }) => ({ attempt: attempt + 1, hand: false, takeOver: true }));
  }, []);
  useServerEvent(
    'session:removed',
    useCallback(
      (change: { sessionId: string }) => {
        if (change.sessionId !== sessionId) return;
        setProblem('removed');
        setWay(null);
      },
      [sessionId],
    ),
  );
  return { way, queue, problem, lost, raiseHand, takeBack };
}

/** The seat that this page was given before, also before a reload; not one that a duplicated page has brought along. */
async function ownSeat(key: string): Promise<string | undefined> {
  const identity = sessionStorage.getItem(key);
  return identity !== null && (await claim(identity)) ? identity : undefined;
}
