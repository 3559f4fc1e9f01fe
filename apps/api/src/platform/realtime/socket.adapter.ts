import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { SOCKET_PATH } from '@everexpo/contracts';
import type { Redis } from 'ioredis';
import type { ServerOptions, Socket } from 'socket.io';
import { headersOf } from '../access/access.guard.ts';
import type { ActorResolver } from '../access/actor.ts';
import { OwnSite } from '../access/own-site.ts';
import type { Config } from '../config/config.ts';
import { rooms, type LiveServer, type Realtime, type SocketData } from './realtime.ts';

/**
 * socket.io on the API's own port. A socket without a valid session (a person's or a guest's) is refused at the
 * handshake, and one whose session ends is closed at that moment.
 */
export class SocketAdapter extends IoAdapter {
  private readonly redis: Redis[] = [];
  private adapter: Parameters<LiveServer['adapter']>[0] | undefined;

  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
    private readonly actors: ActorResolver,
    private readonly realtime: Realtime,
  ) {
    super(app);
  }

  /** Joins the other nodes, where there are any; to be awaited before the application starts. */
  async joinNodes(): Promise<void> {
    if (!this.config.REDIS_URL) return;
    const [{ Redis }, { createAdapter }] = await Promise.all([import('ioredis'), import('@socket.io/redis-adapter')]);
    const publisher = new Redis(this.config.REDIS_URL);
    const subscriber = publisher.duplicate();
    this.redis.push(publisher, subscriber);
    this.adapter = createAdapter(publisher, subscriber);
  }

  override createIOServer(port: number, options?: ServerOptions): LiveServer {
    const site = new OwnSite(this.config);
    const server = super.createIOServer(port, {
      ...options,
      path: SOCKET_PATH,
      serveClient: false,
      maxHttpBufferSize: 64 * 1024,
      allowRequest: (request, decide) => {
        decide(null, site.mayConnect(request, this.config.TRUSTED_PROXIES !== undefined));
      },
    } as ServerOptions) as LiveServer;
    if (this.adapter) server.adapter(this.adapter);
    server.use((socket, next) => void this.admit(socket as never, next));
    server.on('connection', (socket) => this.welcome(socket as never));
    this.realtime.attach(server);
    return server;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    await Promise.all(this.redis.map((client) => client.quit()));
  }

  private async admit(socket: Socket, next: (error?: Error) => void): Promise<void> {
    try {
      const actor = await this.actors.resolve(headersOf(socket.handshake));
      if (actor.kind === 'public') return next(new Error('not_signed_in'));
      (socket.data as SocketData).actor = actor;
      next();
    } catch {
      next(new Error('unavailable'));
    }
  }

  private welcome(socket: Socket): void {
    const { actor } = socket.data as SocketData;
    if (actor.kind === 'person') void socket.join(rooms.person(actor.id));
    const left = actor.sessionExpiresAt.getTime() - Date.now();
    const timer = setTimeout(() => socket.disconnect(true), Math.min(left, 2 ** 31 - 1));
    timer.unref();
    socket.on('disconnect', () => clearTimeout(timer));
  }
}
