import type { MediaTicket } from '@everexpo/contracts';
import {
  DefaultReconnectPolicy,
  DisconnectReason,
  type Participant,
  type RoomConnectOptions,
  type RoomOptions,
} from 'livekit-client';

/** How to connect with a ticket: an empty list of ICE servers asks none, null leaves the choice to the media server. */
export function connectOptions({ iceServers }: MediaTicket): RoomConnectOptions {
  return iceServers ? { rtcConfig: { iceServers } } : {};
}

/**
 * A participant's names, Chinese and English; empty for the audience. Who came on stage from it has them as attributes.
 */
export const namesOf = ({ name, attributes }: Participant): [string, string] => [
  name || (attributes.name ?? ''),
  attributes.nameEn ?? '',
];

/** Whether somebody was removed because they have come in from another page. */
export const isTakenOver = (reason: DisconnectReason | undefined) => reason === DisconnectReason.DUPLICATE_IDENTITY;

/**
 * The delays in milliseconds at which a page tries to reach its media server again, some ten seconds in all; after that
 * it asks for a new ticket, which may name another server.
 */
export const reconnectPolicy = () => new DefaultReconnectPolicy([0, 300, 700, 1_000, 1_500, 2_000, 2_000, 2_000]);

/**
 * For a stage: pictures as large as they are shown, and the presenter's camera kept open when they leave the stage, so
 * that they can come on again.
 */
export const stageOptions = (): RoomOptions => ({
  adaptiveStream: true,
  dynacast: true,
  stopLocalTrackOnUnpublish: false,
  reconnectPolicy: reconnectPolicy(),
});
