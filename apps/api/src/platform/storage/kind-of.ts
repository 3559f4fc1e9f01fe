import { fileTypeFromBuffer } from 'file-type';

/** Kinds of files tell themselves apart in their first bytes. */
const HEAD_BYTES = 64 * 1024;

/** The media type of a file by what is in it, whatever its name says; undefined where its bytes name none. */
export const kindOf = async (bytes: Uint8Array): Promise<string | undefined> =>
  (await fileTypeFromBuffer(bytes.subarray(0, HEAD_BYTES)))?.mime;
