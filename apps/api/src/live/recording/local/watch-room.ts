import {
  AudioStream,
  Room,
  RoomEvent,
  TrackKind,
  TrackSource,
  VideoStream,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
} from '@livekit/rtc-node';
import type { MediaTicket } from '@everexpo/contracts';
import { RATE, type Mix } from './mix.ts';
import type { Screen } from './screen.ts';

/**
 * Joins a stage's room and puts everything that is published there on the screen and into the mix: only who is on stage
 * can publish. Resolves once inside; `lost` is called when the room is gone.
 */
export async function watchRoom(
  { url, token }: MediaTicket,
  screen: Screen,
  mix: Mix,
  lost: () => void,
): Promise<Room> {
  const room = new Room();
  room.on(
    RoomEvent.TrackSubscribed,
    (track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant) => {
      const id = track.sid ?? publication.sid ?? '';
      if (track.kind === TrackKind.KIND_AUDIO) {
        void listen(track, (samples) => mix.add(id, samples));
        return;
      }
      screen.show(id, nameOf(participant), publication.source === TrackSource.SOURCE_SCREENSHARE);
      void look(track, (frame) => screen.take(id, frame));
    },
  );
  room.on(RoomEvent.TrackUnsubscribed, (track: RemoteTrack, publication: RemoteTrackPublication) => {
    const id = track.sid ?? publication.sid ?? '';
    screen.remove(id);
    mix.leave(id);
  });
  room.on(RoomEvent.Disconnected, lost);
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  return room;
}

/**
 * In both languages where both are known, for a recording is watched by all; who came on stage from the audience has
 * both as attributes.
 */
const nameOf = ({ name, attributes }: RemoteParticipant) =>
  [...new Set([name || attributes.name, attributes.nameEn].filter(Boolean))].join(' · ');

async function listen(track: RemoteTrack, each: (samples: Int16Array) => void): Promise<void> {
  for await (const { data } of new AudioStream(track, { sampleRate: RATE, numChannels: 1 })) each(data);
}

async function look(track: RemoteTrack, each: (frame: Parameters<Screen['take']>[1]) => void): Promise<void> {
  for await (const { frame } of new VideoStream(track)) each(frame);
}
