import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { limitReaderIdle, type Storage } from '../../../platform/index.ts';
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
  if (range) reply.status(206).header('content-range', `bytes ${start}-${end}/${bytes}`);
  limitReaderIdle(reply);
  await reply
    .header('content-type', 'video/mp4')
    .header('content-length', end - start + 1)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, max-age=3600')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(await storage.read(key, start, end));
}
