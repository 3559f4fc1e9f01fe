import type { Signer } from '@libpdf/core';

export interface SealOptions {
  signer: Signer;
  reason: string;
  at: Date;
  /** RFC 3161 authority; without one the seal is PAdES B-B, with one B-T. */
  timestampUrl?: string;
}

const TIMESTAMP_TIMEOUT_MS = 5_000;

/**
 * Appends pages to a signed document and seals the whole with a PAdES signature (ETSI EN 319 142-1). Both are
 * incremental updates: the result begins with the very bytes that were signed.
 * @throws Error when the time-stamping authority does not answer
 */
export async function sealDocument(
  signed: Uint8Array,
  pages: Uint8Array,
  { signer, reason, at, timestampUrl }: SealOptions,
): Promise<Uint8Array> {
  const { HttpTimestampAuthority, PDF } = await import('@libpdf/core');
  const [document, evidence] = [await PDF.load(signed), await PDF.load(pages)];
  await document.copyPagesFrom(
    evidence,
    evidence.getPages().map((_, index) => index),
  );
  const timestampAuthority = timestampUrl
    ? new HttpTimestampAuthority(timestampUrl, { timeout: TIMESTAMP_TIMEOUT_MS })
    : undefined;
  const { bytes } = await document.sign({
    signer,
    reason,
    location: 'Everexpo',
    signingTime: at,
    ...(timestampAuthority ? { level: 'B-T', timestampAuthority } : { level: 'B-B' }),
  });
  return bytes;
}
