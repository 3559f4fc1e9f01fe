import type { FastifyReply } from 'fastify';
import type { OpenFile } from '../../storage/storage.ts';

/** Who takes nothing of a file for so long is gone. */
export const READER_IDLE_MS = 60_000;

/**
 * Answers with a whole file of the storage, read as fast as its reader takes it: a slow one holds none of it in memory.
 */
export async function sendFile(reply: FastifyReply, { bytes, body }: OpenFile): Promise<void> {
  limitReaderIdle(reply);
  await reply.header('content-length', bytes).send(body);
}

/**
 * Ends the connection of a reader who has stopped taking an answer: it holds one to the storage, which has not many.
 */
export function limitReaderIdle({ raw }: FastifyReply, timeoutMs = READER_IDLE_MS): void {
  raw.setTimeout(timeoutMs, () => raw.destroy());
}
