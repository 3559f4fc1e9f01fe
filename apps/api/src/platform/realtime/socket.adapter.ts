import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { SOCKET_PATH } from '@everexpo/contracts';
import type { Redis } from 'ioredis';
import type { ServerOptions, Socket } from 'socket.io';
import { CONFIG, type Config } from '../config/config.ts';
import { Log } from '../logging/log.ts';
import { Realtime, rooms, type LiveServer, type LiveSocket, type SocketData } from './realtime.ts';
import { SocketBudget } from './limits/socket-budget.ts';
import { asConnectError, SocketAdmission } from './socket-admission.ts';
import { CONNECT_MS, MAX_MESSAGE_BYTES } from './limits/socket-limits.ts';

/**
 * socket.io on the API's own port. A socket without a valid session (a person's or a guest's) is refused at the
 * handshake, what it sends is counted, and one whose session ends is closed at that moment.
 */
export class SocketAdapter extends IoAdapter {
  private readonly redis: Redis[] = [];
  private adapter: Parameters<LiveServer['adapter']>[0] | undefined;
  private readonly config: Config;
  private readonly realtime: Realtime;
  private readonly door: SocketAdmission;
  private readonly budget: SocketBudget;
  private readonly log: Log;

  constructor(app: INestApplicationContext) {
    super(app);
    this.config = app.get<Config>(CONFIG);
    this.realtime = app.get(Realtime);
    this.door = app.get(SocketAdmission);
    this.budget = app.get(SocketBudget);
    this.log = app.get(Log);
  }

  /** Joins the other nodes, where there are any; to be awaited before the application starts. */
  async joinNodes(): Promise<void> {
    if (!this.config.REDIS_URL) return;
    const [{ Redis }, { createAdapter }] = await Promise.all([import('ioredis'), import('@socket.io/redis-adapter')]);
    // What the other nodes are to hear waits for some ten seconds, as ioredis has it; then it is lost.
    const publisher = new Redis(this.config.REDIS_URL);
    // What this node hears is asked for until it is granted.
    const subscriber = publisher.duplicate({ maxRetriesPerRequest: null });
    this.redis.push(publisher, subscriber);
    for (const client of this.redis) client.on('error', (error) => this.log.warn({ err: error }, 'Redis is away'));
    this.adapter = createAdapter(unawaited(publisher, this.log), subscriber);
  }

  override createIOServer(port: number, options?: ServerOptions): LiveServer {
    const server = super.createIOServer(port, {
      ...options,
      path: SOCKET_PATH,
      serveClient: false,
      transports: ['websocket'],
      connectTimeout: CONNECT_MS,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      allowRequest: (request, decide) => decide(null, this.door.mayConnect(request)),
    } as ServerOptions) as LiveServer;
    if (this.adapter) server.adapter(this.adapter);
    const admitted = new WeakMap<Socket['conn'], LiveSocket>();
    server.engine.on('connection', (connection: Socket['conn']) =>
      this.budget.watch(connection, () => admitted.get(connection)),
    );
    server.use((socket, next) => {
      this.door.admit(socket).then(
        () => next(),
        (error: unknown) => next(asConnectError(error, socket)),
      );
    });
    server.on('connection', (socket) => {
      admitted.set(socket.conn, socket);
      this.budget.attach(socket);
      this.welcome(socket);
    });
    this.realtime.attach(server);
    return server;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    await Promise.all(this.redis.map((client) => (client.status === 'ready' ? client.quit() : client.disconnect())));
  }

  private welcome(socket: LiveSocket): void {
    const { actor, since } = socket.data as SocketData;
    const own = actor.kind === 'person' ? [rooms.person(actor.id), rooms.signIn(actor.signInId)] : [];
    void socket.join(own);
    const end = () => this.realtime.end(socket, 'signed_out');
    // Who they are may have changed between the question and this moment.
    if (own.some((room) => this.realtime.endedSince(room, since))) end();
    const timer = setTimeout(end, Math.min(actor.sessionExpiresAt.getTime() - Date.now(), 2 ** 31 - 1));
    timer.unref();
    let left: string[] = [];
    socket.on('disconnecting', () => (left = [...socket.rooms]));
    socket.on('disconnect', () => {
      clearTimeout(timer);
      this.realtime.departed(left);
    });
  }
}

/**
 * A client of which the adapter awaits no `publish`: one that fails is logged, for a rejection would end the process.
 */
function unawaited(client: Redis, log: Log): Redis {
  const publish: Redis['publish'] = (...args: Parameters<Redis['publish']>) =>
    client.publish(...args).catch((error: unknown) => {
      log.warn({ err: error }, 'the other nodes did not hear of something');
      return 0;
    });
  return new Proxy(client, {
    get: (target, property) => {
      if (property === 'publish') return publish;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}
