import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { DatabaseUnavailable } from '../database/database-unavailable.ts';
import { MediaServerUnavailable } from '../media/media-server-unavailable.ts';
import { StorageUnavailable } from '../storage/storage.ts';
import { ProblemError } from '../problems/problem.ts';

const RETRY_AFTER_SECONDS = 3;
const CAUSES = 5;

const RELEASED = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** SQLSTATE, PostgreSQL's appendix A. */
const DISK_FULL = '53100';
const AWAY = /^(08...|53[^1]..|57P..|25P03)$/;
const TOO_LONG = /^(57014|55P03)$/;
/** Transactions that waited for each other, of which the database ended one. */
const IN_EACH_OTHERS_WAY = /^(40P01|40001)$/;

/** An error that says that a part we need is away, busy or full, as the refusal that it is; null for any other. */
export function outageOf(error: unknown): ProblemError | null {
  for (const one of chainOf(error)) {
    const code = codeOf(one);
    if (isFull(one, code)) return storageFull();
    if (one instanceof StorageUnavailable) return tryAgain('storage_unavailable');
    if (one instanceof MediaServerUnavailable) return tryAgain('media_unavailable');
    if (one instanceof DatabaseUnavailable || AWAY.test(code)) return databaseAway();
    // The connection was cut between two statements of a transaction.
    if (RELEASED.some((kind) => one instanceof kind)) return databaseAway();
    if (TOO_LONG.test(code) || IN_EACH_OTHERS_WAY.test(code)) return databaseBusy();
  }
  return null;
}

function isFull(error: object, code: string): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return code === 'ENOSPC' || code === 'EDQUOT' || code === DISK_FULL || $metadata?.httpStatusCode === 507;
}

/** The error and what it wraps: TypeORM keeps the database's own in `driverError`, others in `cause`. */
function chainOf(error: unknown): object[] {
  const chain: object[] = [];
  let next = error;
  while (typeof next === 'object' && next !== null && chain.length < CAUSES) {
    chain.push(next);
    const { driverError, cause } = next as { driverError?: unknown; cause?: unknown };
    next = driverError ?? cause;
  }
  return chain;
}

const codeOf = (error: object): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

const tryAgain = (code: 'database_unavailable' | 'database_busy' | 'media_unavailable' | 'storage_unavailable') =>
  new ProblemError(code, {}, { retryAfterSeconds: RETRY_AFTER_SECONDS });
const databaseAway = () => tryAgain('database_unavailable');
const databaseBusy = () => tryAgain('database_busy');
const storageFull = () => new ProblemError('storage_full');
