import { useRoomContext } from '@livekit/components-react';
import { MediaDeviceFailure, RoomEvent, Track, type LocalParticipant } from 'livekit-client';
import { useEffect } from 'react';

/** Between two attempts, as on a connection that has just been bad. */
const AGAIN_MS = 1_000;

/**
 * Opens camera and microphone again where the connection was lost while they were being opened: once it is back,
 * LiveKit's client publishes only what it had published before.
 */
export function useReopenedDevices(): void {
  const room = useRoomContext();
  useEffect(() => {
    const over = new AbortController();
    const reopen = () => {
      for (const source of [Track.Source.Microphone, Track.Source.Camera])
        void open(room.localParticipant, source, over.signal);
    };
    room.on(RoomEvent.Reconnected, reopen);
    return () => {
      over.abort();
      room.off(RoomEvent.Reconnected, reopen);
    };
  }, [room]);
}

/** A device that was turned off is published all the same, muted; one that is denied or missing stays off. */
async function open(participant: LocalParticipant, source: Track.Source, over: AbortSignal): Promise<void> {
  while (!over.aborted && !participant.getTrackPublication(source)) {
    try {
      await (source === Track.Source.Camera
        ? participant.setCameraEnabled(true)
        : participant.setMicrophoneEnabled(true));
    } catch (error) {
      if (MediaDeviceFailure.getFailure(error) !== MediaDeviceFailure.Other) return;
    }
    await new Promise((due) => setTimeout(due, AGAIN_MS));
  }
}
