import { MAX_FILE_BYTES } from '@everexpo/contracts';
import type { FastifyRequest } from 'fastify';
import { invalid, ProblemError } from './problem.ts';

/** The one file of a multipart request. @throws ProblemError 413, 415, or 422 when it is missing or empty */
export async function readSingleFile(request: FastifyRequest, field: string): Promise<Buffer> {
  return (await readNamedFile(request, field)).bytes;
}

/** The same with the name it came under. @throws ProblemError 413, 415, 422 */
export async function readNamedFile(request: FastifyRequest, field: string): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw new ProblemError(415, 'unsupported_media', `Send multipart/form-data with the part "${field}".`);
  try {
    const part = await request.file();
    const bytes = part?.fieldname === field ? await part.toBuffer() : Buffer.alloc(0);
    if (bytes.length === 0) throw invalid([{ pointer: `/${field}`, rule: 'required', detail: 'Choose a file that is not empty.' }]);
    return { name: part?.filename ?? field, bytes };
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw new ProblemError(413, 'too_large', `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`, [{ pointer: `/${field}`, rule: 'max_bytes', detail: `${MAX_FILE_BYTES} bytes at most` }]);
  }
}
