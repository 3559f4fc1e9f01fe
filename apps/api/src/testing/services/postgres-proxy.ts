import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { within } from '../../../../../tests/support/within.ts';

/** `COMMIT` as a simple query of PostgreSQL's protocol, and the server's word that it is done: type, length, text. */
const COMMIT = Buffer.from('Q\0\0\0\x0bCOMMIT\0', 'latin1');
const COMMITTED = Buffer.from('C\0\0\0\x0bCOMMIT\0', 'latin1');
/** How transactions begin and end here. */
const BEGIN = 'START TRANSACTION';
const END = ['COMMIT', 'ROLLBACK'];

/**
 * Where a transaction is held back: `commit` before its COMMIT reaches the database, `committed` when the database has
 * committed and its answer has not arrived.
 */
export type HoldPoint = 'commit' | 'committed';

/** A connection that has come where it was waited for. */
export interface Reached {
  /** Its `client_port` of pg_stat_activity. */
  clientPort: number;
  /** Ends it for both sides. */
  cut(): void;
}

interface Watch {
  text: string;
  /** Null: it is only looked at. */
  point: HoldPoint | null;
  reached(where: Reached): void;
}

/**
 * Stands between API processes and PostgreSQL and can hold back one transaction at a chosen point. The transaction is
 * known by a text that its connection has sent, such as its idempotency key.
 * What is waited for and does not come is an error that names it.
 */
export class PostgresProxy {
  private readonly sockets = new Set<Socket>();
  private still = false;
  private readonly watches = new Set<Watch>();
  private readonly server: Server;
  private readonly target: URL;
  private readonly countdowns = new Set<{ left: number; reached(): void }>();

  private constructor(target: URL) {
    this.target = target;
    this.server = createServer((client) => this.join(client));
  }

  /** @param databaseUrl the server that is behind it */
  static async start(databaseUrl: string): Promise<PostgresProxy> {
    const proxy = new PostgresProxy(new URL(databaseUrl));
    await new Promise<void>((ready) => proxy.server.listen(0, '127.0.0.1', ready));
    return proxy;
  }

  /** A database's address through the proxy. */
  through(databaseUrl: string): string {
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** Resolves when API processes have sent so many more messages: a moment in the midst of their work. */
  whenSentMore(count: number): Promise<void> {
    const sent = new Promise<void>((reached) => this.countdowns.add({ left: count, reached }));
    return within(`${count} more messages to the database`, sent);
  }

  /** Resolves once a transaction sends the text. */
  whenSent(text: string): Promise<Reached> {
    return this.watch(text, null);
  }

  /** Holds the transaction of that text back at a point for good, and resolves when it has come there. */
  whenHeld(text: string, point: HoldPoint): Promise<Reached> {
    return this.watch(text, point);
  }

  /**
   * From now on nothing passes in either direction, and new connections have no answer: as of a server that is stopped.
   */
  standStill(): void {
    this.still = true;
    for (const socket of this.sockets) socket.pause();
  }

  goOn(): void {
    this.still = false;
    for (const socket of this.sockets) socket.resume();
  }

  stop(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private watch(text: string, point: HoldPoint | null): Promise<Reached> {
    const arrived = new Promise<Reached>((reached) => this.watches.add({ text, point, reached }));
    return within(`a connection sends "${text}"${point ? ` and comes to its ${point}` : ''}`, arrived);
  }

  private join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          client.destroy();
          server.destroy();
          this.sockets.delete(socket);
        });
    }
    const here = (): Reached => ({ clientPort: server.localPort as number, cut: () => client.destroy() });
    let held: Watch | null = null;
    let isOpen = false;
    let committing = false;
    client.on('data', (bytes) => {
      this.count();
      if (bytes.includes(BEGIN)) isOpen = true;
      // What is asked before it in a transaction of its own says the same text, such as a key that is looked up.
      if (isOpen) held ??= this.watchFor(bytes, here);
      if (END.some((text) => bytes.includes(text))) isOpen = false;
      if (held && bytes.includes(COMMIT)) {
        committing = true;
        if (held.point === 'commit') return held.reached(here());
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (committing && bytes.includes(COMMITTED)) return held?.reached(here());
      client.write(bytes);
    });
    if (this.still) for (const socket of [client, server]) socket.pause();
  }

  private count(): void {
    for (const countdown of this.countdowns) {
      countdown.left -= 1;
      if (countdown.left > 0) continue;
      this.countdowns.delete(countdown);
      countdown.reached();
    }
  }

  /** The watch on what these bytes carry, if it holds something back; one that only looks is done. */
  private watchFor(bytes: Buffer, here: () => Reached): Watch | null {
    for (const watch of this.watches) {
      if (!bytes.includes(watch.text)) continue;
      this.watches.delete(watch);
      if (watch.point) return watch;
      watch.reached(here());
    }
    return null;
  }
}
