import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';
import { StartError } from './start-error.ts';

/**
 * Below what systems give to outgoing connections (Linux from 32768, others from 49152 on): none of these takes ours.
 */
const [LOWEST, HIGHEST] = [15_000, 32_000];
const TRIES = 20;

/** Thrown by a starter whose program found its port taken: it is started again on another. */
export class PortTaken extends Error {}

/**
 * Starts a program that cannot listen on port 0 and say what it got: on a port that is free now, and on another when
 * it is not any more once the program listens.
 * @throws StartError when no try succeeds, or what `start` throws other than PortTaken
 */
export async function onFreePorts<T>(count: number, start: (ports: number[]) => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const ports: number[] = [];
    while (ports.length < count) {
      const port = randomInt(LOWEST, HIGHEST);
      if (!ports.includes(port) && (await canListen(port))) ports.push(port);
    }
    try {
      return await start(ports);
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
    }
  }
  throw new StartError(`No free port was found between ${LOWEST} and ${HIGHEST}.`);
}

/** @throws StartError when another program listens on the port */
export async function requirePort(port: number): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const taken = `Port ${port} is taken; choose another with PORT=... npm start.`;
    throw new StartError(code === 'EADDRINUSE' ? taken : `Port ${port} cannot be used: ${message}.`);
  }
}

const canListen = (port: number): Promise<boolean> =>
  listenOnce(port).then(
    () => true,
    () => false,
  );

function listenOnce(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
