import type { FastifyRequest } from 'fastify';
import {
  fieldError,
  inTurn,
  invalid,
  isTooLarge,
  MULTIPART_LIMITS,
  partsOf,
  ProblemError,
  readPart,
  tooLarge,
  tooManyParts,
} from '../../../platform/index.ts';

export interface UploadedFile {
  field: string;
  name: string;
  bytes: Buffer;
}

/**
 * Reads a multipart request part by part and hands each file on as it comes; returns the plain fields.
 * @throws ProblemError 400, 413, 415; 422 for a part that is not known; 503 when too many of a person wait
 */
export async function readUpload(
  request: FastifyRequest,
  known: { fields: string[]; files: string[]; most?: number },
  take: (file: UploadedFile) => Promise<void>,
): Promise<Record<string, string>> {
  if (!request.isMultipart()) throw new ProblemError('unsupported_media', { accepted: ['multipart/form-data'] });
  const limits = { ...MULTIPART_LIMITS, files: known.most ?? 1 };
  const fields: Record<string, string> = {};
  let field = known.files[0] ?? 'file';
  try {
    await inTurn(request, async () => {
      for await (const part of partsOf(request, { limits })) {
        const names = part.type === 'file' ? known.files : known.fields;
        if (!names.includes(part.fieldname)) {
          throw invalid(fieldError(`/${part.fieldname}`, 'unknown_field'));
        }
        field = part.fieldname;
        if (part.type === 'file') await take({ field, name: part.filename, bytes: await readPart(part) });
        else fields[field] = String(part.value);
      }
    });
  } catch (error) {
    // Whichever hears of it first throws it: the part's reader, or the parts' iterator.
    if (isTooLarge(error)) throw tooLarge(field);
    throw tooManyParts(error, limits) ?? error;
  }
  return fields;
}
