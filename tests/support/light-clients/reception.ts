import { Room, RoomEvent, TrackKind, VideoStream, type RemoteParticipant, type RemoteTrack } from '@livekit/rtc-node';
import type { MediaTicket } from '@everexpo/contracts';

/** Somebody in a room who decodes all pictures that are published there. */
export class Reception {
  readonly room = new Room();
  /** Pictures decoded, by the identity of who sent them. */
  readonly frames: Record<string, number> = {};
  /** Identities whose picture, or sound, is received now. */
  readonly pictures = new Set<string>();
  readonly sounds = new Set<string>();

  constructor() {
    this.room.on(RoomEvent.TrackSubscribed, (track, _, participant) => this.receive(track, participant));
    this.room.on(RoomEvent.TrackUnsubscribed, (track, _, { identity }) => void this.ofKind(track).delete(identity));
  }

  async connect({ url, token }: Pick<MediaTicket, 'url' | 'token'>): Promise<void> {
    await this.room.connect(url, token, { autoSubscribe: true, dynacast: false });
  }

  private receive(track: RemoteTrack, { identity }: RemoteParticipant): void {
    this.ofKind(track).add(identity);
    if (track.kind === TrackKind.KIND_VIDEO) void this.decode(track, identity);
  }

  private ofKind(track: RemoteTrack): Set<string> {
    return track.kind === TrackKind.KIND_VIDEO ? this.pictures : this.sounds;
  }

  private async decode(track: RemoteTrack, identity: string): Promise<void> {
    for await (const _ of new VideoStream(track)) this.frames[identity] = (this.frames[identity] ?? 0) + 1;
  }
}
