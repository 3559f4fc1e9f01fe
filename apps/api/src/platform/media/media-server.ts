import { Inject, Injectable } from '@nestjs/common';
import type { EncoderInput, EncoderWay, MediaTicket, PageWish } from '@everexpo/contracts';
import {
  AccessToken,
  IngressClient,
  IngressInput,
  RoomServiceClient,
  TrackSource,
  TwirpError,
  WebhookReceiver,
  type VideoGrant,
  type WebhookEvent,
} from 'livekit-server-sdk';
import { CONFIG, type Config } from '../config/config.ts';
import { conflict, ProblemError } from '../http/problem.ts';

/** A ticket opens the door once; LiveKit renews it for those already inside. */
const TICKET_MINUTES = 10;
export const CAMERA_AND_MICROPHONE = [TrackSource.CAMERA, TrackSource.MICROPHONE];
const SCREEN = [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO];

export interface Seat {
  room: string;
  identity: string;
  /** Shown to others in the room; empty for those who only watch. */
  name: string;
  attributes: Record<string, string>;
  canPublish: boolean;
  hidden?: boolean;
  /** For our own machinery, which reaches the media server from within. */
  inside?: boolean;
  /** Whether the screen may be shared too. */
  screenShare?: boolean;
  /** Whether the holder may administer this room, and no other. */
  roomAdmin?: boolean;
}

/** One stay of somebody in a room. */
export interface Participant {
  identity: string;
  sid: string;
  /** Seconds of the Unix epoch. */
  joinedAt: number;
}

/** The one door to LiveKit: tickets for people, orders for rooms, and the server's own reports. */
@Injectable()
export class MediaServer {
  private readonly rooms: RoomServiceClient | null;
  private readonly receiver: WebhookReceiver | null;
  private readonly ingress: IngressClient | null;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const { livekit } = config;
    this.rooms =
      livekit && new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret);
    this.ingress =
      livekit && config.LIVEKIT_INGRESS
        ? new IngressClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret)
        : null;
    this.receiver = livekit && new WebhookReceiver(livekit.apiKey, livekit.apiSecret);
  }

  /**
   * The ticket to a place that one page has at a time; the page before is put out by the media server when this one
   * comes in.
   * @throws ProblemError 409 `elsewhere` for a page that comes back while another has the place; 503 as {@link ticket}
   */
  async ticketForPage(seat: Seat, { page, takeOver }: PageWish, minutes?: number): Promise<MediaTicket> {
    if (page === undefined) return this.ticket(seat, minutes);
    if (!takeOver && (await this.isElsewhere(seat, page)))
      throw conflict('elsewhere', 'You have gone on in another page; take it back here if you want to.');
    return this.ticket({ ...seat, attributes: { ...seat.attributes, page } }, minutes);
  }

  private async isElsewhere({ room, identity }: Seat, page: string): Promise<boolean> {
    // While nobody can be asked, nobody is in.
    const inside = await this.rooms?.getParticipant(room, identity).catch(() => undefined);
    return inside !== undefined && inside.attributes.page !== page;
  }

  /** @throws ProblemError 503 where no media server is set up */
  async ticket(seat: Seat, minutes = TICKET_MINUTES): Promise<MediaTicket> {
    const livekit = this.config.livekit;
    if (!livekit)
      throw new ProblemError(
        503,
        'no_live_video',
        'Live video is not set up on this installation; everything else works.',
      );
    const token = new AccessToken(livekit.apiKey, livekit.apiSecret, {
      identity: seat.identity,
      name: seat.name,
      attributes: seat.attributes,
      ttl: minutes * 60,
    });
    token.addGrant(grantOf(seat));
    return {
      url: seat.inside ? livekit.url : livekit.publicUrl,
      token: await token.toJwt(),
      expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
      iceServers: livekit.iceServers,
    };
  }

  /** Gives or takes the right to publish without a reconnect, with the attributes shown to others where they change; someone who is not in the room is no error. */
  async setPublishing(
    room: string,
    identity: string,
    canPublish: boolean,
    shown: Pick<Seat, 'attributes'> | undefined = undefined,
  ): Promise<void> {
    await ignoringAbsent(async () => {
      await this.rooms?.updateParticipant(room, identity, {
        ...shown,
        permission: {
          canPublish,
          canPublishSources: [...CAMERA_AND_MICROPHONE, ...SCREEN],
          canSubscribe: true,
          canPublishData: false,
        },
      });
    });
  }

  /** Turns off what somebody says in a room; someone who is not in it is no error. */
  async muteMicrophone(room: string, identity: string): Promise<void> {
    await ignoringAbsent(async () => {
      const participant = await this.rooms?.getParticipant(room, identity);
      for (const track of participant?.tracks ?? []) {
        if (track.source === TrackSource.MICROPHONE && !track.muted)
          await this.rooms?.mutePublishedTrack(room, identity, track.sid, true);
      }
    });
  }

  /** Who is in a room now, by the media server's own list; nobody where there is no such room. */
  async participantsIn(room: string): Promise<Participant[]> {
    const participants = await this.rooms?.listParticipants(room).catch(absentAs([]));
    return (participants ?? []).map(({ identity, sid, joinedAt }) => ({ identity, sid, joinedAt: Number(joinedAt) }));
  }

  /** Puts somebody out of a room, and ends the tickets given to them before; someone who is not in it is no error. */
  async remove(room: string, identity: string): Promise<void> {
    await ignoringAbsent(async () => {
      await this.rooms?.removeParticipant(room, identity, { revokeTokenTs: BigInt(Math.floor(Date.now() / 1000)) });
    });
  }

  /** Where an encoder sends what a seat publishes; asked again, the same. @throws ProblemError 503 `no_ingress` where LiveKit's Ingress is not set up */
  async encoderInput(way: EncoderWay['way'], seat: Seat): Promise<EncoderInput> {
    if (!this.ingress)
      throw new ProblemError(
        503,
        'no_ingress',
        'Encoders cannot send to this installation; use the browser in the hall instead.',
      );
    const type = way === 'whip' ? IngressInput.WHIP_INPUT : IngressInput.RTMP_INPUT;
    const known = (await this.ingress.listIngress({ roomName: seat.room })).find(({ inputType }) => inputType === type);
    const { url, streamKey } =
      known ??
      (await this.ingress.createIngress(type, {
        name: seat.room,
        roomName: seat.room,
        participantIdentity: `${seat.identity}.${way}`,
        participantName: seat.name,
      }));
    return { address: url, key: streamKey };
  }

  /** Ends a room for everybody in it, and what encoders send to it. */
  async closeRoom(room: string): Promise<void> {
    for (const { ingressId } of (await this.ingress?.listIngress({ roomName: room })) ?? [])
      await this.ingress?.deleteIngress(ingressId);
    await ignoringAbsent(async () => {
      await this.rooms?.deleteRoom(room);
    });
  }

  /** @throws ProblemError 401 when the report is not signed by our media server */
  async readReport(body: string, authorization: string | undefined): Promise<WebhookEvent> {
    try {
      if (!this.receiver) throw new Error('no media server');
      return await this.receiver.receive(body, authorization);
    } catch {
      throw new ProblemError(401, 'bad_signature', 'This report is not signed by the media server.');
    }
  }
}

function grantOf(seat: Seat): VideoGrant {
  return {
    room: seat.room,
    roomJoin: true,
    canSubscribe: true,
    canPublish: seat.canPublish,
    canPublishSources: seat.screenShare ? [...CAMERA_AND_MICROPHONE, ...SCREEN] : CAMERA_AND_MICROPHONE,
    canPublishData: false,
    canUpdateOwnMetadata: false,
    hidden: seat.hidden ?? false,
    roomAdmin: seat.roomAdmin ?? false,
  };
}

const ignoringAbsent = (order: () => Promise<void>): Promise<void> => order().catch(absentAs(undefined));

/** The value for a room or participant that is not there; every other failure goes on. */
function absentAs<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof TwirpError && error.status === 404) return value;
    throw error;
  };
}
