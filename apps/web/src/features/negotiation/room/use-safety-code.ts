import { RoomEvent, type Room } from 'livekit-client';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { publicText, safetyCodeOf } from './room-key.ts';

/**
 * The safety code of the pages that are in a room now, by the public keys that each of them has said. A page that is
 * not in the room counts for nothing, and the code stays until the keys of all who have come are known: so it changes
 * once when somebody goes on in another page.
 */
export function useSafetyCode(room: Room, pair: RefObject<Promise<CryptoKeyPair> | null>) {
  const [code, setCode] = useState<string | null>(null);
  const said = useRef(new Map<string, string>());

  const look = useCallback(async () => {
    if (!pair.current) return;
    const pages = () => [...room.remoteParticipants.values()].map(({ attributes }) => attributes.page ?? '').sort();
    const shown = pages();
    const keys = shown.map((page) => said.current.get(page));
    if (keys.length === 0 || !keys.every((key) => key !== undefined)) return;
    const own = await publicText((await pair.current).publicKey);
    const next = await safetyCodeOf([own, ...keys]);
    // Who is there may have changed meanwhile: then another look is under way.
    if (pages().join() === shown.join()) setCode(next);
  }, [room, pair]);

  useEffect(() => {
    const changed = () => void look();
    const events = [
      RoomEvent.Connected,
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.ParticipantAttributesChanged,
    ] as const;
    for (const event of events) room.on(event, changed);
    return () => {
      for (const event of events) room.off(event, changed);
    };
  }, [room, look]);

  /** A page has said its public key. */
  const learn = useCallback(
    (page: string, publicKey: string) => {
      said.current.set(page, publicKey);
      void look();
    },
    [look],
  );
  return { code, learn };
}
