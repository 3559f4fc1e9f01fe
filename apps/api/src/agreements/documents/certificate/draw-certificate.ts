import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CertificateText } from './certificate.ts';
import { drawPaper } from '../draw-paper.ts';

const KEPT_BYTES = 32 * 1024 * 1024;

const kept = new LRUCache<string, Buffer>({ maxSize: KEPT_BYTES, sizeCalculation: ({ length }) => length });

/**
 * A certificate of registration as PDF bytes: what it says hardly ever changes, so it is kept.
 * @throws ProblemError 503 `busy` when too many wait
 */
export async function drawCertificate(text: CertificateText, by: string): Promise<Buffer> {
  const key = createHash('sha256').update(JSON.stringify(text)).digest('base64url');
  const known = kept.get(key);
  if (known) return known;
  const bytes = await drawPaper({ kind: 'certificate', text }, by);
  kept.set(key, bytes);
  return bytes;
}
