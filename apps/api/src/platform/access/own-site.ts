import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { ProblemError } from '../http/problem.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const READS = ['GET', 'HEAD', 'OPTIONS'];
const portOf = (port: string) => Number(port || 80);
/** Of several proxies the last speaks of what it was asked for itself. */
const lastOf = (header: string | string[] | undefined) => header?.toString().split(',').at(-1)?.trim();
/** For what asks from within, by whatever name: monitors, and the media server, whose reports are signed. */
const BY_ANY_NAME = /^\/(healthz|readyz|metrics|api\/media\/report)(\?|$)/;

/**
 * The names this installation answers to: that of PUBLIC_URL, and on a machine of one's own all names of the loopback
 * with the port that is listened to or that of PUBLIC_URL, as when Vite stands before the API.
 */
export class OwnSite {
  private readonly own: URL;

  constructor({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>) {
    this.own = new URL(PUBLIC_URL);
  }

  /** @throws ProblemError 421 `unknown_host`; 403 `foreign_origin` for a change that a page of another site asks for */
  check(request: FastifyRequest): void {
    const port = request.raw.socket.localPort;
    // Behind a trusted proxy, the name that the browser gave the proxy.
    if (!BY_ANY_NAME.test(request.url) && !this.isOwnHost(request.host, port))
      throw new ProblemError(421, 'unknown_host', 'This installation does not answer to that name.');
    if (!READS.includes(request.method) && !this.isFromOwnPage(request.headers, port))
      throw new ProblemError(403, 'foreign_origin', 'This was asked for by a page of another site.');
  }

  /** Whether a socket may be opened: its handshake is a read, and what comes over it changes things. */
  mayConnect({ headers, socket }: IncomingMessage, behindProxy: boolean): boolean {
    const named = (behindProxy && lastOf(headers['x-forwarded-host'])) || headers.host;
    return this.isOwnHost(named, socket.localPort) && this.isFromOwnPage(headers, socket.localPort);
  }

  /** Programs send neither header; a browser sends an origin with every change, or at least says that it is of another site. */
  private isFromOwnPage(headers: IncomingMessage['headers'], port: number | undefined): boolean {
    const { origin } = headers;
    if (origin !== undefined)
      return (
        origin === this.own.origin ||
        (this.isOfOnesOwn && URL.canParse(origin) && this.isOwnLoopback(new URL(origin), port))
      );
    return ['same-origin', 'none', undefined].includes(headers['sec-fetch-site']?.toString());
  }

  private isOwnHost(host: string | undefined, port: number | undefined): boolean {
    const address = `${this.own.protocol}//${host ?? ''}`;
    if (host === undefined || !URL.canParse(address)) return false;
    const asked = new URL(address);
    return asked.host === this.own.host || (this.isOfOnesOwn && this.isOwnLoopback(asked, port));
  }

  private get isOfOnesOwn(): boolean {
    return this.own.protocol === 'http:' && LOOPBACK.includes(this.own.hostname);
  }

  /** What the process asks of itself comes over no port. */
  private isOwnLoopback({ protocol, hostname, port }: URL, listening: number | undefined): boolean {
    return (
      protocol === 'http:' &&
      LOOPBACK.includes(hostname) &&
      (listening === undefined || [listening, portOf(this.own.port)].includes(portOf(port)))
    );
  }
}
