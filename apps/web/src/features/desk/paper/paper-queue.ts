import type { DeskEntry, LogPaperAgreement, Problem } from '@everexpo/contracts';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { api, ApiError, newKey } from '../../../lib/api/api.ts';
import type { ScannedPaper } from './paper-values.ts';

/** A paper that is on its way: kept in this browser until the API has taken it. */
export interface QueuedPaper {
  /** Idempotency key: however often it is sent, it is logged once. */
  key: string;
  /** Who logged it; nobody else's browser session sends it. */
  personId: string;
  form: LogPaperAgreement;
  scan: Blob;
  scanName: string;
  at: number;
  /** Why the API would not take it; such a paper waits for a person. */
  refused?: Partial<Problem>;
}

interface Schema extends DBSchema {
  papers: { key: string; value: QueuedPaper };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('everexpo-desk', 1, {
    upgrade: (db) => void db.createObjectStore('papers', { keyPath: 'key' }),
  });
  return opened;
}

export async function savePaper(paper: QueuedPaper): Promise<void> {
  await (await database()).put('papers', paper);
}

export async function removePaper(key: string): Promise<void> {
  await (await database()).delete('papers', key);
}

/** A person's papers on this machine, oldest first. */
export async function queuedPapers(personId: string): Promise<QueuedPaper[]> {
  const all = await (await database()).getAll('papers');
  return all.filter((paper) => paper.personId === personId).sort((a, b) => a.at - b.at);
}

/** Sends one paper. @throws ApiError when it is refused; TypeError when the API cannot be reached */
export function sendPaper({ key, form, scan, scanName }: QueuedPaper): Promise<DeskEntry> {
  const body = new FormData();
  body.set('form', JSON.stringify(form));
  body.set('scan', scan, scanName);
  return api('POST', '/agreements/paper', { body, idempotencyKey: key });
}

/**
 * Logs a paper that is kept in this browser before it is sent: its entry, or null where it waits for the network.
 * @throws ApiError when it is refused
 */
export async function logPaper(personId: string, { form, scan }: ScannedPaper): Promise<DeskEntry | null> {
  const paper: QueuedPaper = { key: newKey(), personId, form, scan, scanName: scan.name, at: Date.now() };
  await savePaper(paper);
  try {
    const entry = await sendPaper(paper);
    await removePaper(paper.key);
    return entry;
  } catch (error) {
    if (!isRefusal(error)) return null;
    await removePaper(paper.key);
    throw error;
  }
}

/**
 * Sends what waits, oldest first, until nothing waits or the network fails; several tabs take turns. A paper that is
 * refused stays with the reason.
 */
export async function sendQueue(personId: string, sent: (entry: DeskEntry) => void): Promise<void> {
  await navigator.locks.request('everexpo-desk', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const paper of (await queuedPapers(personId)).filter(({ refused }) => !refused)) {
      try {
        const entry = await sendPaper(paper);
        await removePaper(paper.key);
        sent(entry);
      } catch (error) {
        if (!isRefusal(error)) return;
        await savePaper({ ...paper, refused: error.problem });
      }
    }
  });
}

/** Whether the API has looked at it and said no; everything else is tried again. */
export function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status < 500 && ![401, 408, 429].includes(error.status);
}
