/** Kinds of files tell themselves apart in their first bytes. */
const HEAD_BYTES = 64 * 1024;

/** The media type of a file by what is in it, whatever its name says; undefined where its bytes name none. */
export async function kindOf(bytes: Uint8Array): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  return (await fileTypeFromBuffer(bytes.subarray(0, HEAD_BYTES)))?.mime;
}
