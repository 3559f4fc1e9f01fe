import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  method: string;
  body: Record<string, unknown>;
}

/**
 * Answers LiveKit's server API (Twirp over JSON) on the loopback, for those of its services that need containers to run:
 * Egress and Ingress. What is tested with it is what we ask, and what we make of the answers.
 */
export async function startLiveKitStandIn(answer: (method: string, body: Record<string, unknown>) => object) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const method = request.url?.split('/').at(-1) ?? '';
      const body = JSON.parse(text || '{}') as Record<string, unknown>;
      asked.push({ method, body });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(method, body)));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, stop: () => server.close() };
}
