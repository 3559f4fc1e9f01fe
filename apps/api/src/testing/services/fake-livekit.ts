import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  method: string;
  body: Record<string, unknown>;
}

interface FakeLiveKit {
  url: string;
  /** Calls until now. @throws what went wrong in answering one of them */
  readonly asked: Asked[];
  /** @throws what went wrong in answering a call */
  stop(): void;
}

/**
 * Answers LiveKit's server API (Twirp over JSON) on the loopback, for those of its services that need containers to
 * run: Egress and Ingress. What is tested with it is what we ask, and what we make of the answers.
 */
export async function startFakeLiveKit(
  answer: (method: string, body: Record<string, unknown>) => object,
): Promise<FakeLiveKit> {
  const asked: Asked[] = [];
  const errors: unknown[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      try {
        const method = request.url?.split('/').at(-1) ?? '';
        const body = JSON.parse(text || '{}') as Record<string, unknown>;
        asked.push({ method, body });
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(method, body)));
      } catch (error) {
        errors.push(error);
        response.writeHead(500).end();
      }
    });
  });
  const check = () => {
    if (errors.length > 0) throw errors[0];
  };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() {
      check();
      return asked;
    },
    stop() {
      server.close();
      check();
    },
  };
}
