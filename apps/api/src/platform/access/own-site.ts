import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { isProbe } from '../http/own-paths.ts';
import { ProblemError } from '../problems/problem.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const READS = ['GET', 'HEAD', 'OPTIONS'];
/** By what a proxy says that it asks for somebody else. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'];
/** Of several proxies the last speaks of what it was asked for itself. */
const lastOf = (header: string | string[] | undefined) => header?.toString().split(',').at(-1)?.trim();
/** For what asks from within, by whatever name: monitors, and the media server, whose reports are signed. */
function isByAnyName(url: string): boolean {
  const [path = ''] = url.split('?');
  return isProbe(path) || path === '/api/media/report';
}

/**
 * The names this installation answers to: that of PUBLIC_URL, and to whoever asks on its own machine those of the
 * loopback at any port, since a tunnel (ssh -L) or Vite may stand before it. No page of another site has such a name,
 * however its own is resolved (DNS rebinding), and a page changes things under the very name that it asks alone.
 */
export class OwnSite {
  private readonly own: URL;

  constructor({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>) {
    this.own = new URL(PUBLIC_URL);
  }

  /** @throws ProblemError 421 `unknown_host`; 403 `foreign_origin` for a change that a page of another site asks for */
  check(request: FastifyRequest): void {
    // Behind a trusted proxy, the name that the browser gave the proxy.
    const asked = this.nameAsked(request.host, request.raw);
    if (!isByAnyName(request.url) && !asked) throw new ProblemError('unknown_host');
    if (!READS.includes(request.method) && !this.isFromOwnPage(request.headers, asked))
      throw new ProblemError('foreign_origin');
  }

  /** Whether a socket may be opened: its handshake is a read, and what comes over it changes things. */
  mayConnect(handshake: IncomingMessage, behindProxy: boolean): boolean {
    const { headers } = handshake;
    const asked = this.nameAsked((behindProxy && lastOf(headers['x-forwarded-host'])) || headers.host, handshake);
    return asked !== null && this.isFromOwnPage(headers, asked);
  }

  /**
   * Programs send neither header; a browser sends an origin with every change, or at least says that it is of another
   * site.
   */
  private isFromOwnPage({ origin, ...headers }: IncomingMessage['headers'], asked: URL | null): boolean {
    if (origin !== undefined) return origin === this.own.origin || (asked !== null && origin === asked.origin);
    return ['same-origin', 'none', undefined].includes(headers['sec-fetch-site']?.toString());
  }

  /** The origin that was asked, when it is ours. */
  private nameAsked(host: string | undefined, request: IncomingMessage): URL | null {
    if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return null;
    const address = `${this.own.protocol}//${host}`;
    if (!URL.canParse(address)) return null;
    const asked = new URL(address);
    if (asked.host === this.own.host) return asked;
    return LOOPBACK.includes(asked.hostname) && (this.isOfOnesOwn || isLocal(request))
      ? new URL(`http://${host}`)
      : null;
  }

  private get isOfOnesOwn(): boolean {
    return this.own.protocol === 'http:' && LOOPBACK.includes(this.own.hostname);
  }
}

/** Asked for on this machine, and not passed on by a proxy for somebody elsewhere. */
const isLocal = ({ headers, socket }: IncomingMessage): boolean =>
  /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
  !FORWARDED.some((header) => headers[header] !== undefined);
