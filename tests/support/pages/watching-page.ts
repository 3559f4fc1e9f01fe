import { SOCKET_PATH, type Ack, type SessionFeed, type SessionMessage, type Stage } from '@everexpo/contracts';
import { io, type Socket } from 'socket.io-client';
import { SessionLog } from '../../../apps/web/src/features/session/feed/session-log.ts';

interface PageOptions {
  sessionId: string;
  cookie: string;
  /** An address of one that is up now. */
  server: () => string | undefined;
}

/** What a browser's page does to follow a session, with the page's own log, counting every message that it took. */
export class WatchingPage {
  /** Numbers in the order in which they were taken. */
  readonly taken: number[] = [];
  readonly chatIds: string[] = [];
  socket: Socket | null = null;
  private readonly options: PageOptions;
  private log: SessionLog | null = null;
  private readonly received = new Map<number, SessionMessage>();
  private online = true;
  resets = 0;

  constructor(options: PageOptions) {
    this.options = options;
  }

  async open(stage: Stage): Promise<void> {
    this.log = new SessionLog(stage);
    await this.connect();
  }

  get questions(): string[] {
    return [...(this.log?.snapshot().questions.values() ?? [])].flatMap(({ fact }) => fact?.body ?? []);
  }

  /** The pitch that is on. */
  get currentPitchId(): string | null {
    return this.log?.snapshot().stage.currentPitchId ?? null;
  }

  get recording(): boolean {
    return this.log?.snapshot().stage.recording ?? false;
  }

  get head(): number {
    return this.log?.head ?? 0;
  }

  goOffline(): void {
    this.online = false;
    this.socket?.disconnect();
  }

  async goOnline(): Promise<void> {
    this.online = true;
    await this.connect();
  }

  /** Connects and catches up; tried again until it works. */
  private async connect(): Promise<void> {
    while (this.online) {
      const url = this.options.server();
      if (url && (await this.tryConnect(url).catch(() => false))) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private async tryConnect(url: string): Promise<boolean> {
    this.socket?.disconnect();
    const socket = io(url, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: this.options.cookie },
    });
    this.socket = socket;
    socket.on('session:messages', ({ messages }: { messages: SessionMessage[] }) => {
      if (this.take(messages)) void this.catchUp(socket);
    });
    socket.on('session:head', ({ seq }: { seq: number }) => {
      if (seq > this.head) void this.catchUp(socket);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    socket.once('disconnect', () => void this.connect());
    return this.catchUp(socket);
  }

  private async catchUp(socket: Socket): Promise<boolean> {
    const reply = (await socket
      .timeout(5_000)
      .emitWithAck('session:watch', { sessionId: this.options.sessionId, after: this.head })
      .catch(() => null)) as Ack<SessionFeed> | null;
    if (!reply?.ok) return false;
    if (reply.data.reset) this.resets += 1;
    this.take(reply.data.messages);
    return true;
  }

  private take(messages: SessionMessage[]): boolean {
    const { log } = this;
    if (!log) return false;
    for (const message of messages) this.received.set(message.seq, message);
    const before = log.head;
    const missing = log.take(messages);
    for (let seq = before + 1; seq <= log.head; seq += 1) {
      this.taken.push(seq);
      const message = this.received.get(seq);
      if (message?.kind === 'chat') this.chatIds.push(message.payload.id);
    }
    return missing;
  }
}
