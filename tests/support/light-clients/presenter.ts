import { setTimeout as delay } from 'node:timers/promises';
import { Room, TrackPublishOptions, TrackSource, type LocalTrackPublication } from '@livekit/rtc-node';
import { SessionApi } from './api.ts';
import { Camera } from './camera.ts';
import type { PresenterState, Wanted } from './protocol.ts';

/** The media client of Node is not told of its rights as a browser's is: it asks the API. */
const ASK_EVERY_MS = 200;

const SOURCES = { picture: TrackSource.SOURCE_CAMERA, sound: TrackSource.SOURCE_MICROPHONE };
type Part = keyof typeof SOURCES;

/** Waits in the green room with camera and microphone on, and publishes them while it is on stage, as the page does. */
export class Presenter {
  private readonly api: SessionApi;
  private readonly identity: string;
  private readonly room = new Room();
  private readonly camera = new Camera();
  private readonly published = new Map<Part, LocalTrackPublication>();
  private onStage = false;
  private muted = false;
  private left = false;
  private following: Promise<void> = Promise.resolve();

  private constructor(api: SessionApi, identity: string) {
    this.api = api;
    this.identity = identity;
  }

  /**
   * Resolves once it is in the green room. `failed` is called should it fail later.
   * @throws Error for somebody who does not present in this session
   */
  static async join({ url, sessionId }: Wanted, cookie: string, failed: (error: Error) => void): Promise<Presenter> {
    const api = await SessionApi.of(url, sessionId, cookie);
    const ticket = await api.presenterTicket();
    const presenter = new Presenter(api, ticket.identity);
    await presenter.room.connect(ticket.url, ticket.token, { autoSubscribe: false, dynacast: false });
    await presenter.reportDevices();
    presenter.following = presenter.follow().catch(failed);
    return presenter;
  }

  look(): PresenterState {
    const { identity, onStage, room, published } = this;
    const [camera, microphone] = [published.has('picture'), published.has('sound')];
    return { identity, connected: room.isConnected, onStage, camera, microphone };
  }

  /** Takes the sound away from the stage, or puts it back there. */
  async mute(muted: boolean): Promise<void> {
    this.muted = muted;
    await this.reportDevices();
  }

  async leave(): Promise<void> {
    this.left = true;
    await this.following;
    await this.room.disconnect();
    await this.camera.close();
  }

  private reportDevices(): Promise<void> {
    return this.api.ask('PUT', '/stage/devices', { camera: true, microphone: !this.muted });
  }

  private async follow(): Promise<void> {
    while (!this.left && this.room.isConnected) {
      // The API may be killed and come back meanwhile.
      const ticket = await this.api.presenterTicket().catch(() => null);
      if (ticket) this.onStage = ticket.onStage;
      await this.arrange('picture', this.onStage);
      await this.arrange('sound', this.onStage && !this.muted);
      await delay(ASK_EVERY_MS);
    }
  }

  /** The media server may learn of it a moment later than the API says it: then it is tried again. */
  private async arrange(part: Part, wanted: boolean): Promise<void> {
    const participant = this.room.localParticipant;
    const known = this.published.get(part);
    if (!participant || wanted === (known !== undefined)) return;
    if (known) {
      this.published.delete(part);
      await participant.unpublishTrack(known.sid ?? '', false).catch(() => undefined);
      return;
    }
    const options = new TrackPublishOptions({ source: SOURCES[part], simulcast: false });
    const publication = await participant.publishTrack(this.camera[part], options).catch(() => null);
    if (publication) this.published.set(part, publication);
  }
}
