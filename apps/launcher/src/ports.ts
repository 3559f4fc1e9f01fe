import { createServer } from 'node:net';
import { StartError } from './start-error.ts';

/** A TCP port of the loopback that is free now. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/** @throws StartError when another program listens on the port */
export async function requirePort(port: number): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartError(code === 'EADDRINUSE' ? `Port ${port} is taken; choose another with PORT=... npm start.` : `Port ${port} cannot be used: ${message}.`);
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
