import type { Verification } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { wallSlip } from '../wall/wall-views.ts';
import { ledgerLine } from './ledger/ledger-lines.ts';

/**
 * What anybody may know of a registered number, for the public page and the certificate alike; null when there is none.
 */
export async function verificationOf(manager: EntityManager, number: string): Promise<Verification | null> {
  const [shown, entry] = await Promise.all([wallSlip(manager, number), ledgerLine(manager, number)]);
  return shown && entry ? { ...shown, entry } : null;
}
