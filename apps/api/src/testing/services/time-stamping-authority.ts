import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { runProgram } from './run-program.ts';
import { writeSelfSignedCertificate } from './self-signed-certificate.ts';

/** A real RFC 3161 authority on the loopback: OpenSSL answers each request. Its files lie in `dir`. */
export async function startTimeStampingAuthority(dir: string): Promise<{ url: string; stop(): void }> {
  const fileWith = (ending: string) => join(dir, `tsa.${ending}`);
  const [key, certificate, settings] = [fileWith('key'), fileWith('crt'), fileWith('cnf')];
  const serial = fileWith('serial');
  const identity = { subject: '/CN=Test TSA', usage: 'extendedKeyUsage=critical,timeStamping' };
  await writeSelfSignedCertificate({ key, certificate }, identity);
  writeFileSync(serial, '01');
  const lines = [
    '[tsa]',
    'default_tsa = one',
    '[one]',
    `serial = ${serial}`,
    `signer_cert = ${certificate}`,
    `signer_key = ${key}`,
    'signer_digest = sha256',
    'default_policy = 1.2.3.4.1',
    'digests = sha256, sha384, sha512',
    'accuracy = secs:1',
  ];
  writeFileSync(settings, `${lines.join('\n')}\n`);

  async function reply(request: IncomingMessage): Promise<Buffer> {
    const [query, answer] = ['tsq', 'tsr'].map((ending) => join(dir, `${randomUUID()}.${ending}`)) as [string, string];
    writeFileSync(query, await buffer(request));
    await runProgram('openssl', ['ts', '-reply', '-config', settings, '-queryfile', query, '-out', answer]);
    return readFileSync(answer);
  }

  const server = createServer((request, response) => {
    reply(request).then(
      (bytes) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(bytes),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => void server.close().closeAllConnections(),
  };
}
