import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { MediaTicket } from '@everexpo/contracts';
import { outsideTests } from '../installation/stack.ts';
import { within } from '../within.ts';
import type { Call, ClientsState, Reply, Request, Visit, Wanted } from './protocol.ts';

const TAIL_CHARACTERS = 4_000;
/** It may hang in the media library's own goodbye. */
const STOP_MS = 10_000;

export interface LightClientsOptions {
  sessionId: string;
  /** So many guests, or these people; they join once the session is live. */
  viewers?: number | { cookie: string }[];
  /** Who presents in this session, in the green room and on stage. */
  presenters?: { cookie: string }[];
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * Presenters and viewers of a session without a browser, for more of them than a small machine has browsers for, in one
 * process beside the test. Presenters publish a small moving picture and a tone as soon as they may; viewers decode
 * what is on stage and follow the session's log. What goes wrong in the process rejects the call that waits for it, or
 * the next one.
 */
export class LightClients {
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;
  private readonly waiting = new Map<number, Waiting>();
  private failure: Error | null = null;
  private tail = '';
  private lastId = 0;
  private joined = 0;

  private constructor(wanted: Wanted) {
    const env = { ...outsideTests(process.env), NODE_ENV: 'production' };
    this.child = fork(join(import.meta.dirname, 'process.ts'), [JSON.stringify(wanted)], { env, silent: true });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.tail = (this.tail + chunk.toString()).slice(-TAIL_CHARACTERS)));
    }
    this.child.on('message', (message: Reply) => this.take(message));
    this.child.on('error', (error) => this.fail(error.message));
    this.exited = new Promise((done) => this.child.once('exit', () => done()));
    this.child.once('exit', (code, signal) => this.fail(`the process ended with ${signal ?? code}`));
  }

  /** Resolves when all of them are in the room. @throws Error with what the process said when one cannot be */
  static async start(host: { url: string }, options: LightClientsOptions): Promise<LightClients> {
    const { sessionId, viewers = 0, presenters = [] } = options;
    const seats = typeof viewers === 'number' ? Array.from({ length: viewers }, () => null) : viewers;
    const clients = new LightClients({
      url: host.url,
      sessionId,
      viewers: seats.map((person) => person?.cookie ?? null),
      presenters: presenters.map(({ cookie }) => cookie),
    });
    try {
      await clients.untilJoined(seats.length + presenters.length);
    } catch (error) {
      await clients.stop();
      throw error;
    }
    return clients;
  }

  /** What each has seen so far, in the order in which they were named. */
  look(): Promise<ClientsState> {
    return this.call({ name: 'look' });
  }

  /** One of them goes home. */
  leave(who: 'viewers' | 'presenters', index: number): Promise<void> {
    return this.call({ name: 'leave', who, index });
  }

  /** A presenter's sound is no longer sent, or is sent again. */
  mute(presenter: number, muted: boolean): Promise<void> {
    return this.call({ name: 'mute', index: presenter, muted });
  }

  /** Somebody comes with a ticket; resolves when they are refused or, having come in, have been put out. */
  visit({ url, token }: Pick<MediaTicket, 'url' | 'token'>): Promise<Visit> {
    return this.call({ name: 'visit', ticket: { url, token } });
  }

  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await this.exited;
    clearTimeout(timer);
  }

  /** The wait for each begins when the one before it is in. */
  private async untilJoined(count: number): Promise<void> {
    while (this.joined < count)
      await this.expectReply(JOINED, `light client ${this.joined + 1} of ${count} is in the room`);
  }

  private call<T>(call: Call): Promise<T> {
    this.lastId += 1;
    const id = this.lastId;
    const answered = this.expectReply<T>(id, `the light clients’ reply to ${call.name}`);
    if (!this.failure) this.child.send({ id, call } satisfies Request, (error) => error && this.fail(error.message));
    return answered;
  }

  private expectReply<T>(id: number, what: string): Promise<T> {
    if (this.failure) return Promise.reject(this.failure);
    const replied = new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: (answer) => resolve(answer as T), reject });
    });
    return within(what, replied, () => this.tail).finally(() => this.waiting.delete(id));
  }

  private take(message: Reply): void {
    if (message.kind === 'failed') {
      this.fail(message.error);
      return;
    }
    if (message.kind === 'joined') this.joined += 1;
    const id = message.kind === 'joined' ? JOINED : message.id;
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (message.kind === 'refused') waiting?.reject(new Error(`light clients: ${message.error}`));
    else waiting?.resolve(message.kind === 'answer' ? message.answer : undefined);
  }

  private fail(reason: string): void {
    this.failure ??= new Error(`light clients: ${reason}\n${this.tail}`);
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

/** The reply that comes without a call. */
const JOINED = 0;
