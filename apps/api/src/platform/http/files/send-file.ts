import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { OpenFile } from '../../storage/storage.ts';
import { beginDownload, type Pace } from './downloads.ts';

/**
 * Answers with a file of the storage, read as fast as its reader takes it: a slow one holds none of it in memory, and
 * one who is too slow, or asks for its headers alone, no connection to the storage, which has not many.
 * @throws ProblemError 429 `too_many_downloads`; what `open` throws
 */
export async function sendFile(
  reply: FastifyReply,
  headers: Record<string, string>,
  open: () => Promise<OpenFile>,
  pace?: Pace,
): Promise<void> {
  const over = beginDownload(reply, pace);
  const { bytes, body } = await open();
  const isWanted = reply.request.method !== 'HEAD' && !over.aborted;
  if (isWanted) over.addEventListener('abort', () => body.destroy());
  else body.destroy();
  await reply
    .headers({ ...headers, 'content-length': bytes })
    // Fastify would read to its end what it does not send.
    .send(isWanted ? body : Readable.from([]));
}
