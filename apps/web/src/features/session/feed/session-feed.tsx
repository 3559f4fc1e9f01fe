import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionFeed, SessionMessage, Stage } from '@everexpo/contracts';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useSyncExternalStore,
  type ReactNode,
  useState,
} from 'react';
import { get } from '../../../lib/api/api.ts';
import { ClockContext, serverNow } from '../../../lib/time/clock.ts';
import { useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { useWatch } from '../../../lib/realtime/watch.ts';
import { SessionLog, type SessionSource, type SessionState } from './session-log.ts';

const FeedContext = createContext<SessionSource | null>(null);

/** A page asks at most this often for what it missed. */
const CATCH_UP_EVERY_MS = 500;
const CONSOLE = [queryKeys.presenters, queryKeys.hands, queryKeys.reported, queryKeys.banned, queryKeys.questions];

interface Props {
  sessionId: string;
  /** Shown until the stage is known. */
  waiting: ReactNode;
  children: ReactNode;
}

/**
 * Gives what is under it the session's stage and news, kept current by the socket and caught up after every absence.
 */
export function SessionFeedProvider({ sessionId, waiting, children }: Props) {
  const { data: stage } = useQuery({
    queryKey: queryKeys.stage(sessionId),
    queryFn: ({ signal }) => get('/sessions/{id}/stage', { path: { id: sessionId }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  // The first answer begins the log; from then on the log itself goes on.
  const [log, setLog] = useState<SessionLog | null>(null);
  if (stage && !log) setLog(new SessionLog(stage));
  if (!log) return waiting;
  return (
    <SessionShown source={log}>
      <Following log={log} sessionId={sessionId} />
      {children}
    </SessionShown>
  );
}

/** Gives what is under it a session as its source tells it, and the source's own time. */
export function SessionShown({ source, children }: { source: SessionSource; children: ReactNode }) {
  const now = useCallback(() => source.playhead() ?? serverNow(), [source]);
  return (
    <FeedContext value={source}>
      <ClockContext value={now}>{children}</ClockContext>
    </FeedContext>
  );
}

function Following({ log, sessionId }: { log: SessionLog; sessionId: string }) {
  const queries = useQueryClient();
  const isOrganizer = useRole('organizer');
  const rewatch = useWatch<SessionFeed>('session', sessionId, {
    params: () => ({ after: log.head }),
    // What organizers are told beside the log.
    refetch: isOrganizer ? CONSOLE.map((list) => list(sessionId)) : [],
    onAnswer: (feed) => {
      if (!log.resume(feed)) return;
      for (const list of [queryKeys.questions, queryKeys.chat, queryKeys.polls])
        void queries.invalidateQueries({ queryKey: list(sessionId) });
    },
  });
  const asked = useRef(false);
  const missing = useCallback(() => {
    if (asked.current) return;
    asked.current = true;
    setTimeout(() => {
      asked.current = false;
      rewatch();
    }, CATCH_UP_EVERY_MS);
  }, [rewatch]);

  useServerEvent(
    'session:messages',
    useCallback(
      (news: { sessionId: string; messages: SessionMessage[] }) => {
        if (news.sessionId === sessionId && log.take(news.messages)) missing();
      },
      [log, sessionId, missing],
    ),
  );
  useServerEvent(
    'session:head',
    useCallback(
      (head: { sessionId: string; seq: number }) => {
        if (head.sessionId === sessionId && head.seq > log.head) missing();
      },
      [log, sessionId, missing],
    ),
  );
  return null;
}

function useSource(): SessionSource {
  const source = useContext(FeedContext);
  if (!source) throw new Error('used outside a SessionFeedProvider');
  return source;
}

/** What this page knows of the session now. */
export function useSession(): SessionState {
  const source = useSource();
  return useSyncExternalStore(source.subscribe, source.snapshot);
}

const RELEASE_EVERY_MS = 200;
/** A picture that has stood still for so long is over, or was stopped: the page goes on without it. */
const STILL_MS = 6_000;

/**
 * Keeps everything under the provider in step with a picture that comes later: `picture` tells the instant it shows.
 */
export function useSyncedSession(picture: () => number | null): void {
  const source = useSource();
  useEffect(() => {
    if (!(source instanceof SessionLog)) return;
    let [last, movedAt] = [picture(), Date.now()];
    source.follow(() => {
      const instant = picture();
      if (instant !== last) [last, movedAt] = [instant, Date.now()];
      return Date.now() - movedAt > STILL_MS ? null : instant;
    });
    const timer = setInterval(() => source.release(), RELEASE_EVERY_MS);
    return () => {
      clearInterval(timer);
      source.follow(null);
    };
  }, [source, picture]);
}

/** Shows a stage that the server gave as the answer to a step, before its message comes. */
export const useSeeStage = () => {
  const source = useSource();
  return useCallback((stage: Stage) => source.see(stage), [source]);
};
