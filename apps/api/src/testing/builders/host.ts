/** Where builders build: a running API, and its database as that database's owner, who may do what the API may not. */
export interface Host {
  url: string;
  /** The API's AUTH_SECRET. */
  secret: string;
  asOwner<T = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<T[]>;
}

let counter = 0;

/** A number that no other call in this process gets; with the process's own, no other process either. */
export const unique = (): string => `${process.pid}-${(counter += 1)}`;

/** Inserts plain rows whose keys are the table's columns, all rows with the same ones. */
export async function insertRows(host: Host, table: string, rows: object[]): Promise<void> {
  if (!rows[0]) return;
  const columns = Object.keys(rows[0]).join(', ');
  await host.asOwner(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
