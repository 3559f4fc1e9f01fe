import type { SignatureEvidence } from '@everexpo/contracts';
import { evidencePages } from './evidence-pages.ts';
import { organisationSeal, type SealSettings } from './organisation-seal.ts';
import { sealDocument } from './seal-document.ts';

/** What the sealed document adds to the signed one: plain data, which another thread can be given. */
export interface SealedContent {
  agreement: { id: string; title: string; documentSha256: string; timeZone: string };
  evidence: SignatureEvidence[];
  /** Of the last signature. */
  at: Date;
}

export interface SealTask extends SealedContent {
  signed: Uint8Array;
  settings: SealSettings;
  timestampUrl?: string;
}

export interface SealResult {
  bytes: Uint8Array;
  /** Why it has no time stamp though an authority is configured. */
  unstamped: string | null;
}

/**
 * The work of the thread that seals: evidence pages and the organisation's seal behind the signed bytes. A
 * time-stamping authority that is down does not keep people from signing: then the seal goes without.
 */
export default async function seal(task: SealTask): Promise<SealResult> {
  const { agreement, evidence, at, signed, settings, timestampUrl } = task;
  const pages = new Uint8Array(await evidencePages(agreement, evidence, at));
  const options = { signer: await organisationSeal(settings), reason: agreement.title, at };
  try {
    return { bytes: await sealDocument(signed, pages, { ...options, timestampUrl }), unstamped: null };
  } catch (error) {
    if (!timestampUrl) throw error;
    return { bytes: await sealDocument(signed, pages, options), unstamped: String(error) };
  }
}
