import { Inject, Injectable } from '@nestjs/common';
import type { EncoderInput, EncoderWay, MediaTicket, PageRequest } from '@everexpo/contracts';
import type { IngressClient, RoomServiceClient, VideoGrant, WebhookEvent, WebhookReceiver } from 'livekit-server-sdk';
import { CONFIG, type Config } from '../config/config.ts';
import { ProblemError } from '../problems/problem.ts';
import { toMediaServerUnavailable } from './media-server-unavailable.ts';

/** A ticket opens the door once; LiveKit renews it for those already inside. */
const TICKET_MINUTES = 10;
/** It answers within milliseconds; people wait for it no longer than for the database. */
const ANSWER_SECONDS = 4;

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

/** LiveKit's SDK with clients for the server of the settings. */
interface Connection {
  sdk: typeof import('livekit-server-sdk');
  rooms: RoomServiceClient;
  receiver: WebhookReceiver;
  /** Null where LiveKit's Ingress is not set up. */
  ingress: IngressClient | null;
}

/** The one door to LiveKit: tickets for people, orders for rooms, and the server's own reports. */
@Injectable()
export class MediaServer {
  private connected: Promise<Connection> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * The ticket to a place that one page has at a time; the page before is removed by the media server when this one
   * comes in.
   * @throws ProblemError 409 `elsewhere` for a page that comes back while another has the place; 503 as {@link ticket}
   */
  async ticketForPage(seat: Seat, { page, takeOver }: PageRequest, minutes?: number): Promise<MediaTicket> {
    if (page === undefined) return this.ticket(seat, minutes);
    if (!takeOver && (await this.isElsewhere(seat, page))) throw new ProblemError('elsewhere');
    return this.ticket({ ...seat, attributes: { ...seat.attributes, page } }, minutes);
  }

  private async isElsewhere({ room, identity }: Seat, page: string): Promise<boolean> {
    // While nobody can be asked, nobody is in.
    const connection = await this.connection();
    const inside = await connection?.rooms.getParticipant(room, identity).catch(() => undefined);
    return inside !== undefined && inside.attributes.page !== page;
  }

  /** @throws ProblemError 409 `no_live_video` where no media server is set up */
  async ticket(seat: Seat, minutes = TICKET_MINUTES): Promise<MediaTicket> {
    const { livekit } = this.config;
    const connection = await this.connection();
    if (!livekit || !connection) throw new ProblemError('no_live_video');
    const token = new connection.sdk.AccessToken(livekit.apiKey, livekit.apiSecret, {
      identity: seat.identity,
      name: seat.name,
      attributes: seat.attributes,
      ttl: minutes * 60,
    });
    token.addGrant(grantOf(seat, connection.sdk));
    return {
      url: seat.inside ? livekit.url : livekit.publicUrl,
      token: await token.toJwt(),
      expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
      iceServers: livekit.iceServers,
    };
  }

  /**
   * Gives or takes the right to publish without a reconnect, with the attributes shown to others where they change;
   * someone who is not in the room is no error.
   */
  async setPublishing(
    room: string,
    identity: string,
    canPublish: boolean,
    shown: Pick<Seat, 'attributes'> | undefined = undefined,
  ): Promise<void> {
    await this.order(undefined, async ({ rooms, sdk }) => {
      await rooms.updateParticipant(room, identity, {
        ...shown,
        permission: {
          canPublish,
          canPublishSources: sourcesOf(sdk, true),
          canSubscribe: true,
          canPublishData: false,
        },
      });
    });
  }

  /** Turns off what somebody says in a room; someone who is not in it is no error. */
  async muteMicrophone(room: string, identity: string): Promise<void> {
    await this.order(undefined, async ({ rooms, sdk }) => {
      const participant = await rooms.getParticipant(room, identity);
      for (const track of participant.tracks) {
        if (track.source === sdk.TrackSource.MICROPHONE && !track.muted)
          await rooms.mutePublishedTrack(room, identity, track.sid, true);
      }
    });
  }

  /** Who is in a room now, by the media server's own list; nobody where there is no such room. */
  async participantsIn(room: string): Promise<Participant[]> {
    const participants = await this.order([], ({ rooms }) => rooms.listParticipants(room));
    return participants.map(({ identity, sid, joinedAt }) => ({ identity, sid, joinedAt: Number(joinedAt) }));
  }

  /**
   * Puts somebody out of a room; someone who is not in it is no error. LiveKit Cloud ends the tickets given to them
   * before as well; a server of one's own takes those until they expire: who must stay out gets no new one, and is put
   * out again or finds another room there.
   */
  async remove(room: string, identity: string): Promise<void> {
    await this.order(undefined, async ({ rooms }) => {
      await rooms.removeParticipant(room, identity, { revokeTokenTs: BigInt(Math.floor(Date.now() / 1000)) });
    });
  }

  /**
   * Where an encoder sends what a seat publishes; asked again, the same.
   * @throws ProblemError 409 `no_ingress` where LiveKit's Ingress is not set up; MediaServerUnavailable
   */
  async encoderInput(way: EncoderWay['way'], seat: Seat): Promise<EncoderInput> {
    const connection = await this.connection();
    if (!connection?.ingress) throw new ProblemError('no_ingress');
    return inputOf(connection.ingress, connection.sdk, way, seat).catch((error: unknown) => {
      throw toMediaServerUnavailable(error);
    });
  }

  /** Ends a room for everybody in it, and what encoders send to it. */
  async closeRoom(room: string): Promise<void> {
    const ingress = (await this.connection())?.ingress;
    for (const { ingressId } of (await ingress?.listIngress({ roomName: room })) ?? [])
      await ingress?.deleteIngress(ingressId);
    await this.order(undefined, async ({ rooms }) => {
      await rooms.deleteRoom(room);
    });
  }

  /** @throws ProblemError 401 when the report is not signed by our media server */
  async readWebhook(body: string, authorization: string | undefined): Promise<WebhookEvent> {
    try {
      const connection = await this.connection();
      if (!connection) throw new Error('no media server');
      return await connection.receiver.receive(body, authorization);
    } catch {
      throw new ProblemError('bad_signature');
    }
  }

  /** The SDK is loaded with the first ticket or order; null where no media server is set up. */
  private async connection(): Promise<Connection | null> {
    const { livekit, LIVEKIT_INGRESS } = this.config;
    if (!livekit) return null;
    this.connected ??= connect(livekit, LIVEKIT_INGRESS);
    return this.connected;
  }

  /**
   * What an order gives; `absent` without a media server, and for a room or participant that is not there.
   * @throws MediaServerUnavailable when the server does not answer
   */
  private async order<T>(absent: T, give: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.connection();
    if (!connection) return absent;
    try {
      return await give(connection);
    } catch (error) {
      if (error instanceof connection.sdk.TwirpError && error.status === 404) return absent;
      throw toMediaServerUnavailable(error);
    }
  }
}

async function connect(livekit: NonNullable<Config['livekit']>, withIngress: boolean): Promise<Connection> {
  const sdk = await import('livekit-server-sdk');
  const { apiKey, apiSecret } = livekit;
  const address = livekit.url.replace(/^ws/, 'http');
  const options = { requestTimeout: ANSWER_SECONDS };
  return {
    sdk,
    rooms: new sdk.RoomServiceClient(address, apiKey, apiSecret, options),
    receiver: new sdk.WebhookReceiver(apiKey, apiSecret),
    ingress: withIngress ? new sdk.IngressClient(address, apiKey, apiSecret, options) : null,
  };
}

async function inputOf(
  ingress: IngressClient,
  sdk: Connection['sdk'],
  way: EncoderWay['way'],
  seat: Seat,
): Promise<EncoderInput> {
  const type = way === 'whip' ? sdk.IngressInput.WHIP_INPUT : sdk.IngressInput.RTMP_INPUT;
  const known = (await ingress.listIngress({ roomName: seat.room })).find(({ inputType }) => inputType === type);
  const { url, streamKey } =
    known ??
    (await ingress.createIngress(type, {
      name: seat.room,
      roomName: seat.room,
      participantIdentity: `${seat.identity}.${way}`,
      participantName: seat.name,
    }));
  return { address: url, key: streamKey };
}

function sourcesOf({ TrackSource }: Connection['sdk'], withScreen: boolean) {
  const { CAMERA, MICROPHONE, SCREEN_SHARE, SCREEN_SHARE_AUDIO } = TrackSource;
  return withScreen ? [CAMERA, MICROPHONE, SCREEN_SHARE, SCREEN_SHARE_AUDIO] : [CAMERA, MICROPHONE];
}

function grantOf(seat: Seat, sdk: Connection['sdk']): VideoGrant {
  return {
    room: seat.room,
    roomJoin: true,
    canSubscribe: true,
    canPublish: seat.canPublish,
    canPublishSources: sourcesOf(sdk, seat.screenShare ?? false),
    canPublishData: false,
    canUpdateOwnMetadata: false,
    hidden: seat.hidden ?? false,
    roomAdmin: seat.roomAdmin ?? false,
  };
}
