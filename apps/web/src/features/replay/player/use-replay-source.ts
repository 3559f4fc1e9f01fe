import type { Stage } from '@everexpo/contracts';
import { useEffect, useState } from 'react';
import { get } from '../../../lib/api/api.ts';
import { ReplaySource } from './replay-source.ts';

const PAGE = 500;
const UPDATE_EVERY_MS = 200;

/** A session's log, read in pages beside the picture and shown in step with it. */
export function useReplaySource(stage: Stage, picture: () => number | null): ReplaySource {
  const [source] = useState(() => new ReplaySource(stage));
  const { sessionId } = stage;
  useEffect(() => {
    const cancel = new AbortController();
    void read(source, sessionId, cancel.signal);
    return () => cancel.abort();
  }, [source, sessionId]);
  useEffect(() => {
    source.follow(picture);
    const timer = setInterval(() => source.update(), UPDATE_EVERY_MS);
    return () => clearInterval(timer);
  }, [source, picture]);
  return source;
}

/** What cannot be read leaves the rest out; the picture goes on. */
async function read(source: ReplaySource, sessionId: string, signal: AbortSignal): Promise<void> {
  let after = 0;
  for (;;) {
    const messages = await get('/sessions/{id}/replay/log', {
      path: { id: sessionId },
      query: { after, limit: PAGE },
      signal,
    }).catch(() => []);
    if (signal.aborted) return;
    source.add(messages);
    if (messages.length < PAGE) return;
    after = messages.at(-1)?.seq ?? after;
  }
}
