import type { Multipart, MultipartFile } from '@fastify/multipart';
import { MAX_FILE_BYTES } from '@everexpo/contracts';
import type { FastifyRequest } from 'fastify';
import { fieldError } from '../../problems/field-error.ts';
import { JSON_BYTES } from '../../problems/problem.filter.ts';
import { invalid, ProblemError } from '../../problems/problem.ts';
import { inTurn } from './upload-turns.ts';

/** Of a multipart request, where its route says nothing else. */
export const MULTIPART_LIMITS = { fileSize: MAX_FILE_BYTES, files: 1, fields: 4, fieldSize: JSON_BYTES };

/** A file as it was sent, and the name it came under. */
export interface NamedFile {
  name: string;
  bytes: Buffer;
}

/**
 * The one file of a multipart request, of `maxBytes` at most.
 * @throws ProblemError 400, 413, 415, or 422 when it is missing or empty
 */
export async function readSingleFile(
  request: FastifyRequest,
  field: string,
  maxBytes = MAX_FILE_BYTES,
): Promise<Buffer> {
  return (await readNamedFile(request, field, maxBytes)).bytes;
}

/** The same with the name it came under. @throws ProblemError 400, 413, 415, 422; 503 when too many of a person wait */
export async function readNamedFile(
  request: FastifyRequest,
  field: string,
  maxBytes = MAX_FILE_BYTES,
): Promise<NamedFile> {
  if (!request.isMultipart()) {
    throw new ProblemError('unsupported_media', { accepted: ['multipart/form-data'] });
  }
  const file = await inTurn(request, () => firstFile(request, field, maxBytes)).catch((error: unknown) => {
    throw tooManyParts(error) ?? error;
  });
  if (file.bytes.length === 0) {
    throw invalid(fieldError(`/${field}`, 'required.file'));
  }
  return file;
}

async function firstFile(request: FastifyRequest, field: string, maxBytes: number): Promise<NamedFile> {
  const part = await request.file({ limits: { fileSize: maxBytes } }).catch(throwUnreadable);
  const bytes = part?.fieldname === field ? await readPart(part, maxBytes) : Buffer.alloc(0);
  return { name: part?.filename ?? field, bytes };
}

/**
 * The bytes of a part. The library says that a file is too large only when more of it arrives after the limit: what was
 * cut off is asked for here, so that no half file is taken for a whole one.
 * @throws ProblemError 400, 413
 */
export async function readPart(part: MultipartFile, maxBytes = MAX_FILE_BYTES): Promise<Buffer> {
  const bytes = await part.toBuffer().catch((error: unknown) => {
    if (isTooLarge(error)) throw tooLarge(part.fieldname, maxBytes);
    return throwUnreadable(error);
  });
  if (part.file.truncated) throw tooLarge(part.fieldname, maxBytes);
  return bytes;
}

/** True of the library's own word for a file over the limit, wherever it is thrown. */
export const isTooLarge = (error: unknown): boolean =>
  (error as { code?: string } | null)?.code === 'FST_REQ_FILE_TOO_LARGE';

export function tooLarge(field: string, maxBytes = MAX_FILE_BYTES): ProblemError {
  const megabytes = maxBytes / 1024 / 1024;
  const error = fieldError(`/${field}`, 'max_bytes', { megabytes });
  return new ProblemError('too_large', { megabytes }, { errors: [error] });
}

/** The parts of a multipart request, one by one. @throws ProblemError 400 for a body that cannot be taken apart */
export async function* partsOf(
  request: FastifyRequest,
  options: Parameters<FastifyRequest['parts']>[0],
): AsyncGenerator<Multipart> {
  const parts = request.parts(options);
  try {
    for (;;) {
      const next = await parts.next().catch(throwUnreadable);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await parts.return?.(undefined);
  }
}

/** The library's own word for too many parts as the refusal that it is, wherever it is thrown; null for any other. */
export function tooManyParts(error: unknown, { files, fields } = MULTIPART_LIMITS): ProblemError | null {
  const code = (error as { code?: string } | null)?.code;
  if (code === 'FST_FILES_LIMIT') return new ProblemError('too_many_parts', { max: files, part: 'file' });
  if (code === 'FST_FIELDS_LIMIT') return new ProblemError('too_many_parts', { max: fields, part: 'field' });
  return null;
}

/** The parser's own errors say what is wrong with the body, such as a boundary that is missing, but no status. */
function throwUnreadable(error: unknown): never {
  if (typeof (error as { statusCode?: unknown }).statusCode === 'number') throw error;
  throw new ProblemError('bad_request', { reason: `The multipart body cannot be read: ${(error as Error).message}.` });
}
