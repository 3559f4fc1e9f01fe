import type { MeetingKeyMessage } from '@everexpo/contracts';
import { ExternalE2EEKeyProvider, isE2EESupported, Room, type RoomOptions } from 'livekit-client';
import E2EEWorker from 'livekit-client/e2ee-worker?worker';
import { useCallback, useEffect, useRef, useState } from 'react';
import { reconnectPolicy } from '../../../lib/media/media.ts';
import { ask, useServerEvent, useSocket } from '../../../lib/realtime/socket.tsx';
import { useWatch } from '../../../lib/realtime/watch.ts';
import { thisPage } from '../../../lib/realtime/this-page.ts';
import { newKeyPair, publicText, unwrapKey, wrapKey, type RoomKey } from './room-key.ts';
import { useSafetyCode } from './use-safety-code.ts';

export interface EncryptedRoom {
  room: Room;
  /** `none` where the browser cannot; `waiting` until there is a key. */
  state: 'none' | 'waiting' | 'on';
  /** Pages that show the same words have nobody between them. */
  safetyCode: string | null;
}

/** Pages greet each other now and then, so that one that missed a message agrees all the same. */
const GREET_MS = 4_000;

/**
 * A LiveKit room that is encrypted end to end: the pages of a meeting agree on a key over their own socket, each copy
 * wrapped for one page alone (ECDH P-256), so that neither our server nor the media server can open it. All pages
 * adopt the key with the smallest id, whoever came first. The hook lives as long as one generation of the room: the
 * next one begins with a new key. Only a page that is in the room, or on its way into it, speaks and listens:
 * `entering`; one that was taken over by another is still.
 */
export function useEncryptedRoom(meetingId: string, entering: boolean): EncryptedRoom {
  const { socket, connected } = useSocket();
  const [supported] = useState(isE2EESupported);
  const [keyId, setKeyId] = useState<string | null>(null);
  const pair = useRef<Promise<CryptoKeyPair>>(null);
  const held = useRef<RoomKey | null>(null);
  const [{ room, provider }] = useState(() => makeRoom(supported));
  const { code, learn } = useSafetyCode(room, pair);

  const say = useCallback(
    async (to: string | null, publicKeyOfPeer: string | null) => {
      if (!socket || !pair.current) return;
      const own = await pair.current;
      const key = held.current;
      const wrapped = key && publicKeyOfPeer ? await wrapKey(own.privateKey, publicKeyOfPeer, key) : null;
      await ask(socket, 'meeting:key', {
        meetingId,
        from: thisPage,
        to,
        publicKey: await publicText(own.publicKey),
        keyId: wrapped ? (key?.id ?? null) : null,
        wrapped,
      } satisfies MeetingKeyMessage).catch(() => undefined);
    },
    [socket, meetingId],
  );

  const adopt = useCallback(
    async (key: RoomKey) => {
      held.current = key;
      await provider?.setKey(key.bytes);
      setKeyId(key.id);
    },
    [provider],
  );

  useEffect(() => {
    if (!supported) return;
    pair.current ??= newKeyPair();
    if (held.current === null)
      void adopt({ id: crypto.randomUUID(), bytes: crypto.getRandomValues(new Uint8Array(32)).buffer });
  }, [supported, adopt]);

  const greet = useCallback(() => void say(null, null), [say]);
  // Only a page that hears the others can agree with them.
  useWatch('meeting', supported && entering ? meetingId : undefined, { onAnswer: greet });
  useEffect(() => {
    if (!supported || !connected || !entering) return;
    const timer = setInterval(greet, GREET_MS);
    return () => clearInterval(timer);
  }, [supported, connected, entering, greet]);

  useServerEvent(
    'meeting:key',
    useCallback(
      (message) => {
        if (
          !entering ||
          message.meetingId !== meetingId ||
          message.from === thisPage ||
          (message.to !== null && message.to !== thisPage) ||
          !pair.current
        )
          return;
        void hear(message);
        async function hear({ from, to, publicKey, keyId: theirs, wrapped }: MeetingKeyMessage): Promise<void> {
          const own = await (pair.current as Promise<CryptoKeyPair>);
          learn(from, publicKey);
          if (wrapped && theirs && (!held.current || theirs < held.current.id))
            await adopt({ id: theirs, bytes: await unwrapKey(own.privateKey, publicKey, wrapped) });
          // A greeting is answered with the key one holds, a key that is not the smallest with a smaller one.
          if (to === null || (theirs !== null && held.current !== null && theirs > held.current.id))
            await say(from, publicKey);
        }
      },
      [entering, meetingId, adopt, say, learn],
    ),
  );

  useEffect(() => {
    if (supported) void room.setE2EEEnabled(true).catch(() => undefined);
    return () => void room.disconnect();
  }, [supported, room]);

  return { room, state: !supported ? 'none' : keyId === null ? 'waiting' : 'on', safetyCode: code };
}

function makeRoom(supported: boolean): { room: Room; provider: ExternalE2EEKeyProvider | null } {
  const options: RoomOptions = { adaptiveStream: true, dynacast: true, reconnectPolicy: reconnectPolicy() };
  if (!supported) return { room: new Room(options), provider: null };
  const provider = new ExternalE2EEKeyProvider();
  return { room: new Room({ ...options, e2ee: { keyProvider: provider, worker: new E2EEWorker() } }), provider };
}
