import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound, sendProblem } from '../platform/index.ts';

/** An address of the web app, as its build writes it to pages.json. */
interface WebPage {
  path: string;
  file: string;
  asks: string[];
}

/** Where nothing is a page: an asset of an earlier build must be missed, not answered with HTML. */
const NO_PAGE = /^\/(api|assets|healthz|readyz|metrics)(\/|$)/;
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * The built web app, as its build has compressed it: every page's address is answered with the HTML that names what
 * this page needs, and with what it will ask of the API; what is neither a page, a file nor the API's is its page "not
 * found".
 */
export async function serveWeb(app: NestFastifyApplication, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    globIgnore: ['**/*.{br,gz,html,json}'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.startsWith(join(root, 'assets')) ? FOREVER : 'no-cache');
    },
  });
  const known = JSON.parse(readFileSync(join(root, 'pages.json'), 'utf8')) as WebPage[];
  const pages = known.map((page) => ({ ...page, pattern: new URLPattern({ pathname: page.path }) }));
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request, reply) => {
      const [pathname = '', query] = request.url.split('?');
      if (NO_PAGE.test(pathname)) return sendProblem(notFound('address'), request, reply);
      for (const { pattern, file, asks } of pages) {
        const match = pattern.exec({ pathname });
        if (match) return send(reply, file, query ? [] : asks, match.pathname.groups);
      }
      return reply.sendFile('index.html');
    });
}

/** Sends a page's file, and names in a header what its scripts will ask for (RFC 8288; HTML, link type "preload"). */
function send(reply: FastifyReply, file: string, asks: string[], of: Record<string, string | undefined>): FastifyReply {
  const links = asks.map((ask) => {
    // As it stands in the address, where nothing can end the header's own brackets.
    const address = ask.replaceAll(/:(\w+)/g, (_all, name: string) => of[name] ?? '');
    return `<${address}>; rel=preload; as=fetch; crossorigin=anonymous`;
  });
  if (links.length > 0) void reply.header('link', links.join(', '));
  return reply.sendFile(file);
}
