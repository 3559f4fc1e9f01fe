import type { Meeting } from '@everexpo/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import * as Y from 'yjs';
import { ask, useServerEvent, useSocket } from '../../lib/socket.tsx';

const REMOTE = 'remote';
const TRY_AGAIN_MS = 5_000;

/** A stretch of the sheet and who wrote it. */
export interface SheetPart {
  text: string;
  by: string | null;
}

export interface Sheet {
  text: string;
  parts: SheetPart[];
  /** False while changes wait for the network; they are merged when it is back. */
  saved: boolean;
  write: (text: string) => void;
}

/**
 * The term sheet of a meeting, written together: a Yjs document whose changes go over the socket. What is written
 * while the network is away stays here and merges on return.
 */
export function useSheet(meeting: Meeting, meId: string, open: boolean): Sheet {
  const { socket, connected } = useSocket();
  const [document] = useState(() => new Y.Doc());
  const [shown, setShown] = useState<{ text: string; parts: SheetPart[] }>({ text: '', parts: [] });
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
    const sheet = document.getText('sheet');
    const show = () => setShown({ text: sheet.toString(), parts: partsOf(sheet) });
    const changed = (update: Uint8Array, origin: unknown) => {
      show();
      if (origin === REMOTE) return;
      const change = ++written.current;
      // Also before there is a socket: the first merge carries it.
      setUnsaved((changes) => new Set(changes).add(change));
      void send(update, (carried) => carried === change);
    };
    document.on('update', changed);
    return () => document.off('update', changed);
  }, [document, send]);

  /** Takes what the others wrote, then sends what only this page has; what fails is tried again below. */
  const merge = useCallback(() => {
    if (!socket) return;
    void ask<{ sheet: string }>(socket, 'meeting:watch', { meetingId: meeting.id })
      .then(({ sheet }) => {
        const theirs = fromBase64(sheet);
        if (theirs.length > 0) Y.applyUpdate(document, theirs, REMOTE);
        const missing = Y.encodeStateAsUpdate(
          document,
          theirs.length > 0 ? Y.encodeStateVectorFromUpdate(theirs) : undefined,
        );
        const last = written.current;
        const isCarried = (change: number) => change <= last;
        // Two bytes are the update that says nothing.
        if (missing.length > 2) return send(missing, isCarried);
        setUnsaved((changes) => without(changes, isCarried));
        return undefined;
      })
      .catch(() => undefined);
  }, [socket, document, meeting.id, send]);

  const mayMerge = socket !== null && connected && open;
  useEffect(() => {
    if (mayMerge) merge();
  }, [mayMerge, meeting.generation, merge]);

  // The socket stays while the server's database is away: what it refused is sent again.
  const isWaiting = unsaved.size > 0;
  useEffect(() => {
    if (!mayMerge || !isWaiting) return;
    const timer = setInterval(merge, TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [mayMerge, isWaiting, merge]);

  // One leaves the meeting's pages with the page itself.
  useEffect(
    () => () => void (socket && ask(socket, 'meeting:unwatch', { meetingId: meeting.id }).catch(() => undefined)),
    [socket, meeting.id],
  );

  useServerEvent(
    'sheet:changed',
    useCallback(
      (change) => {
        if (change.meetingId === meeting.id) Y.applyUpdate(document, fromBase64(change.update), REMOTE);
      },
      [document, meeting.id],
    ),
  );

  const write = useCallback(
    (text: string) => document.transact(() => replaceText(document.getText('sheet'), text, meId)),
    [document, meId],
  );
  return { ...shown, saved: connected && !isWaiting, write };
}

const without = (changes: ReadonlySet<number>, isCarried: (change: number) => boolean) =>
  new Set([...changes].filter((change) => !isCarried(change)));

/** Changes only what differs between the old and the new text, in the name of the person who typed it. */
export function replaceText(sheet: Y.Text, text: string, by: string): void {
  const old = sheet.toString();
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < text.length - start &&
    old[old.length - 1 - end] === text[text.length - 1 - end]
  )
    end += 1;
  if (old.length - start - end > 0) sheet.delete(start, old.length - start - end);
  if (text.length - start - end > 0) sheet.insert(start, text.slice(start, text.length - end), { by });
}

export function partsOf(sheet: Y.Text): SheetPart[] {
  return (sheet.toDelta() as { insert: string; attributes?: { by?: string } }[]).map(({ insert, attributes }) => ({
    text: insert,
    by: attributes?.by ?? null,
  }));
}

export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
