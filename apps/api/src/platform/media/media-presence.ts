import { eventKind } from '../outbox/event-kind.ts';

/** Somebody came into a room or left it, as the media server reports it; each report once. */
export interface MediaPresence {
  room: string;
  identity: string;
  joined: boolean;
  /** Seconds of the Unix epoch. */
  at: number;
}
export const mediaPresenceChanged = eventKind<MediaPresence>('platform.media-presence-changed');
