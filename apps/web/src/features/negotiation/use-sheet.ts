import type { Meeting } from '@everexpo/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import * as Y from 'yjs';
import { ask, useServerEvent, useSocket } from '../../lib/socket.tsx';
import { useWatch } from '../../lib/watch.ts';
import { useSheetText, type SheetText } from './use-sheet-text.ts';

const REMOTE = 'remote';
const TRY_AGAIN_MS = 5_000;

export interface Sheet extends SheetText {
  /** False while changes wait for the network; they are merged when it is back. */
  saved: boolean;
  /** While an input method composes, others' changes wait: they would break it off. */
  hold: (composing: boolean) => void;
}

/**
 * The term sheet of a meeting, written together: a Yjs document whose changes go over the socket. What is written
 * while the network is away stays here and merges on return.
 */
export function useSheet(meeting: Meeting, meId: string, open: boolean): Sheet {
  const { socket, connected } = useSocket();
  const [document] = useState(() => new Y.Doc());
  const text = useSheetText(document, meId);
  const { beginStep } = text;
  const held = useRef<Uint8Array[] | null>(null);
  const written = useRef(0);
  const [unsaved, setUnsaved] = useState<ReadonlySet<number>>(new Set());

  const send = useCallback(
    async (update: Uint8Array, isCarried: (change: number) => boolean) => {
      if (!socket) return;
      await ask(socket, 'sheet:change', { meetingId: meeting.id, update: toBase64(update) })
        .then(() => setUnsaved((changes) => without(changes, isCarried)))
        .catch(() => undefined);
    },
    [socket, meeting.id],
  );

  useEffect(() => {
    const changed = (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE) return;
      const change = ++written.current;
      // Also before there is a socket: the first merge carries it.
      setUnsaved((changes) => new Set(changes).add(change));
      void send(update, (carried) => carried === change);
    };
    document.on('update', changed);
    return () => document.off('update', changed);
  }, [document, send]);

  const receive = useCallback(
    (update: Uint8Array) => {
      if (held.current) held.current.push(update);
      else Y.applyUpdate(document, update, REMOTE);
    },
    [document],
  );
  const hold = useCallback(
    (composing: boolean) => {
      beginStep();
      const updates = held.current ?? [];
      held.current = composing ? updates : null;
      if (!composing) for (const update of updates) receive(update);
    },
    [receive, beginStep],
  );

  /** Takes what the others wrote, then sends what only this page has; what fails is tried again below. */
  const merge = useWatch<{ sheet: string }>('meeting', open ? meeting.id : undefined, {
    onAnswer: ({ sheet }) => {
      const theirs = fromBase64(sheet);
      if (theirs.length > 0) receive(theirs);
      const missing = Y.encodeStateAsUpdate(
        document,
        theirs.length > 0 ? Y.encodeStateVectorFromUpdate(theirs) : undefined,
      );
      const last = written.current;
      const isCarried = (change: number) => change <= last;
      // Two bytes are the update that says nothing.
      if (missing.length > 2) void send(missing, isCarried);
      else setUnsaved((changes) => without(changes, isCarried));
    },
  });

  // A removal moves the meeting to another room: whoever is still in it says so.
  const generation = useRef(meeting.generation);
  useEffect(() => {
    if (generation.current !== meeting.generation) merge();
    generation.current = meeting.generation;
  }, [meeting.generation, merge]);

  // The socket stays while the server's database is away: what it refused is sent again.
  const isWaiting = unsaved.size > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(merge, TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWaiting, merge]);

  // One leaves the meeting's pages with the page itself.
  useEffect(
    () => () => void (socket && ask(socket, 'meeting:unwatch', { meetingId: meeting.id }).catch(() => undefined)),
    [socket, meeting.id],
  );

  useServerEvent(
    'sheet:changed',
    useCallback(
      (change) => {
        if (change.meetingId === meeting.id) receive(fromBase64(change.update));
      },
      [receive, meeting.id],
    ),
  );

  return { ...text, saved: connected && !isWaiting, hold };
}

const without = (changes: ReadonlySet<number>, isCarried: (change: number) => boolean) =>
  new Set([...changes].filter((change) => !isCarried(change)));

export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
