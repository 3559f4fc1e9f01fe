import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { sendFile, type Storage } from '../../../platform/index.ts';
import type { RecordedFile } from './read-recorded-file.ts';

const UNSATISFIABLE = -1;

/** Answers with a file of the storage or the byte range asked for (RFC 9110, section 14): one range, else the whole. */
export async function sendRange(
  request: FastifyRequest,
  reply: FastifyReply,
  storage: Storage,
  { key, bytes, name }: RecordedFile,
): Promise<void> {
  const asked = request.headers.range;
  const ranges = asked === undefined ? -2 : parseRange(bytes, asked, { combine: true });
  if (ranges === UNSATISFIABLE) {
    await reply.status(416).header('content-range', `bytes */${bytes}`).send();
    return;
  }
  const range = typeof ranges === 'object' && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  const headers = {
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600',
    'content-disposition': `attachment; filename="${name}"`,
    ...(range && { 'content-range': `bytes ${start}-${end}/${bytes}` }),
  };
  if (range) reply.status(206);
  await sendFile(reply, headers, async () => ({
    bytes: end - start + 1,
    body: await storage.read(key, start, end),
  }));
}
