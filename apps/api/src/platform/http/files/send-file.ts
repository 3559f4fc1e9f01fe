import type { FastifyReply } from 'fastify';
import type { OpenFile } from '../../storage/storage.ts';

/**
 * Answers with a whole file of the storage, read as fast as its reader takes it: a slow one holds none of it in memory.
 */
export async function sendFile(reply: FastifyReply, { bytes, body }: OpenFile): Promise<void> {
  await reply.header('content-length', bytes).send(body);
}
