import { MAX_FILE_BYTES } from '@everexpo/contracts';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalid, ProblemError } from '../../platform/index.ts';

export interface UploadedFile {
  field: string;
  name: string;
  bytes: Buffer;
}

/**
 * Reads a multipart request part by part and hands each file on as it comes; returns the plain fields.
 * @throws ProblemError 413, 415; 422 for a part that is not known
 */
export async function readUpload(request: FastifyRequest, known: { fields: string[]; files: string[]; most?: number }, take: (file: UploadedFile) => Promise<void>): Promise<Record<string, string>> {
  if (!request.isMultipart()) throw new ProblemError(415, 'unsupported_media', `Send multipart/form-data with the parts ${[...known.fields, ...known.files].map((name) => `"${name}"`).join(' and ')}.`);
  const fields: Record<string, string> = {};
  for await (const part of request.parts({ limits: { files: known.most ?? 1 } })) {
    const names = part.type === 'file' ? known.files : known.fields;
    if (!names.includes(part.fieldname)) throw invalid([{ pointer: `/${part.fieldname}`, rule: 'unknown_field', detail: 'This field is not known.' }]);
    if (part.type === 'file') await take({ field: part.fieldname, name: part.filename, bytes: await readFile(part) });
    else fields[part.fieldname] = String(part.value);
  }
  return fields;
}

async function readFile(part: MultipartFile): Promise<Buffer> {
  try {
    return await part.toBuffer();
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw new ProblemError(413, 'too_large', `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`, [{ pointer: `/${part.fieldname}`, rule: 'max_bytes', detail: `${MAX_FILE_BYTES} bytes at most` }]);
  }
}
