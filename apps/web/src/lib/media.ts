import type { MediaTicket } from '@everexpo/contracts';
import type { RoomConnectOptions } from 'livekit-client';

/** How to connect with a ticket: an empty list of ICE servers asks none, null leaves the choice to the media server. */
export function connectOptions({ iceServers }: MediaTicket): RoomConnectOptions {
  return iceServers ? { rtcConfig: { iceServers } } : {};
}
