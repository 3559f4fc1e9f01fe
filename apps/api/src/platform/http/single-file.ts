import { MAX_FILE_BYTES } from '@everexpo/contracts';
import type { FastifyRequest } from 'fastify';
import { invalid, ProblemError } from './problem.ts';

/** A file as it was sent, and the name it came under. */
export interface NamedFile {
  name: string;
  bytes: Buffer;
}

/** The one file of a multipart request, of `most` bytes. @throws ProblemError 413, 415, or 422 when it is missing or empty */
export async function readSingleFile(request: FastifyRequest, field: string, most = MAX_FILE_BYTES): Promise<Buffer> {
  return (await readNamedFile(request, field, most)).bytes;
}

/** The same with the name it came under. @throws ProblemError 413, 415, 422 */
export async function readNamedFile(request: FastifyRequest, field: string, most = MAX_FILE_BYTES): Promise<NamedFile> {
  if (!request.isMultipart()) throw new ProblemError(415, 'unsupported_media', `Send multipart/form-data with the part "${field}".`);
  try {
    const part = await request.file({ limits: { fileSize: most } });
    const bytes = part?.fieldname === field ? await part.toBuffer() : Buffer.alloc(0);
    if (bytes.length === 0) throw invalid([{ pointer: `/${field}`, rule: 'required', detail: 'Choose a file that is not empty.' }]);
    return { name: part?.filename ?? field, bytes };
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw new ProblemError(413, 'too_large', `The file is larger than ${most / 1024 / 1024} MB.`, [{ pointer: `/${field}`, rule: 'max_bytes', detail: `${most} bytes at most` }]);
  }
}
