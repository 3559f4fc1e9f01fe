import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Config } from '../platform/index.ts';

/**
 * Helmet's headers for every answer. They never differ between requests, so they are computed once: doing it anew
 * for each cost more than serving the programme itself.
 */
export function protectiveHeaders(config: Config): Record<string, string> {
  const headers: Record<string, string> = {};
  const secure = config.PUBLIC_URL.startsWith('https:');
  const response = {
    setHeader: (name: string, value: string) => (headers[name] = value),
    removeHeader: () => undefined,
  };
  helmet({ contentSecurityPolicy: { directives: contentPolicy(config, secure) }, strictTransportSecurity: secure })(
    {} as IncomingMessage,
    response as unknown as ServerResponse,
    (error?: unknown) => {
      if (error) throw error as Error;
    },
  );
  return headers;
}

function contentPolicy(config: Config, secure: boolean): Record<string, string[] | null> {
  const mediaUrl = config.livekit?.publicUrl;
  // The media server is asked over a socket, and over HTTP when the socket fails and the reason is wanted.
  const media = mediaUrl ? [mediaUrl, mediaUrl.replace(/^ws/, 'http')] : [];
  return {
    defaultSrc: ["'self'"],
    connectSrc: ["'self'", 'ws:', 'wss:', ...media],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    workerSrc: ["'self'", 'blob:'],
    upgradeInsecureRequests: secure ? [] : null,
  };
}
