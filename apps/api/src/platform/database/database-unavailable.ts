import pg from 'pg';

/** The database cannot be reached, does not answer, or has cut the connection; `cause` says how. */
export class DatabaseUnavailable extends Error {
  constructor(cause: Error) {
    super(`the database is away: ${cause.message}`, { cause });
  }
}

/** Of pg and pg-pool, which give such errors no code. */
const LOST = /Connection terminated|is not queryable|timeout expired|timeout exceeded when trying to connect/;

/**
 * An error of pg as DatabaseUnavailable where it is about the connection; the database's own refusals stay as they are.
 */
export function toDatabaseUnavailable(error: Error): Error {
  if (error instanceof pg.DatabaseError || error instanceof DatabaseUnavailable) return error;
  // Refused at every address of the name it is an AggregateError.
  const unreachable = 'syscall' in error || error instanceof AggregateError;
  return unreachable || LOST.test(error.message) ? new DatabaseUnavailable(error) : error;
}
