import type { Meeting } from '@everexpo/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import * as Y from 'yjs';
import { ask, useServerEvent, useSocket } from '../../../lib/realtime/socket.tsx';
import { useWatch } from '../../../lib/realtime/watch.ts';
import { SheetOutbox, type Sent } from './sheet-outbox.ts';
import { useSheetText, type SheetText } from './use-sheet-text.ts';

const REMOTE = 'remote';

export interface Sheet extends SheetText {
  /** False while changes wait for the network; they are merged when it is back. */
  saved: boolean;
  /** The sheet takes no more changes: what was written last is on this page alone. */
  full: boolean;
  /** While an input method composes, others' changes wait: they would break it off. */
  hold: (composing: boolean) => void;
}

/**
 * The term sheet of a meeting, written together: a Yjs document whose changes go over the socket. What is written
 * while the network is away stays here and merges on return.
 */
export function useSheet(meeting: Meeting, meId: string, open: boolean): Sheet {
  const { socket, connected, connectionId } = useSocket();
  const [document] = useState(() => new Y.Doc());
  const text = useSheetText(document, meId);
  const { beginStep } = text;
  const held = useRef<Uint8Array[] | null>(null);
  const [sent, setSent] = useState<Sent>('all');
  const [outbox] = useState(() => new SheetOutbox(setSent));

  useEffect(() => {
    const changed = (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) outbox.add(update);
    };
    const goes = () => outbox.flush();
    document.on('update', changed);
    window.addEventListener('pagehide', goes);
    return () => {
      document.off('update', changed);
      window.removeEventListener('pagehide', goes);
    };
  }, [document, outbox]);

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

  /** Takes what the others wrote, then sends what only this page has. */
  const watchAgain = useWatch<{ sheet: string }>('meeting', open ? meeting.id : undefined, {
    onAnswer: ({ sheet }) => {
      const theirs = fromBase64(sheet);
      if (theirs.length > 0) receive(theirs);
      const known = theirs.length > 0 ? Y.encodeStateVectorFromUpdate(theirs) : undefined;
      const missing = Y.encodeStateAsUpdate(document, known);
      // Two bytes are the update that says nothing.
      outbox.replace(missing.length > 2 ? missing : null);
    },
  });

  // A removal moves the meeting to another room: whoever is still in it says so.
  const generation = useRef(meeting.generation);
  useEffect(() => {
    if (generation.current !== meeting.generation) watchAgain();
    generation.current = meeting.generation;
  }, [meeting.generation, watchAgain]);

  // The socket stays while the server's database is away: what it refused is sent again.
  useEffect(() => {
    if (!socket || connectionId === null || !open) return;
    outbox.open((update) => ask(socket, 'sheet:change', { meetingId: meeting.id, update: toBase64(update) }));
    return () => {
      outbox.flush();
      outbox.close();
    };
  }, [socket, connectionId, open, meeting.id, meeting.generation, outbox]);

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

  return { ...text, saved: connected && sent === 'all', full: sent === 'full', hold };
}

export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
