import pg from 'pg';

/** A column of an answer, and the column of a table or view that it is, unchanged, if it is one. */
export interface Column {
  name: string;
  type: number;
  origin: string | null;
}

/** What PostgreSQL says of a statement; types by the number that pg_type gives them. */
export interface Description {
  parameters: number[];
  columns: Column[];
}

interface Connection {
  parse(statement: { text: string }): void;
  describe(what: { type: 'S' }): void;
  sync(): void;
  once(event: 'parameterDescription', hear: (message: { dataTypeIDs: number[] }) => void): void;
  off(event: 'parameterDescription', hear: (message: { dataTypeIDs: number[] }) => void): void;
}

/**
 * Has PostgreSQL parse a statement and describe it (Parse and Describe of the extended protocol) without running it.
 * @throws DatabaseError where it refuses the statement
 */
export function describe(client: pg.Client, text: string): Promise<Description> {
  const { promise, resolve, reject } = Promise.withResolvers<Description>();
  const found: Description = { parameters: [], columns: [] };
  const hear = ({ dataTypeIDs }: { dataTypeIDs: number[] }) => (found.parameters = dataTypeIDs);
  // What pg calls of a query that it has been given.
  const query = {
    submit(connection: Connection) {
      connection.once('parameterDescription', hear);
      connection.parse({ text });
      connection.describe({ type: 'S' });
      connection.sync();
    },
    handleRowDescription({ fields }: { fields: pg.FieldDef[] }) {
      found.columns = fields.map(({ name, dataTypeID, tableID, columnID }) => ({
        name,
        type: dataTypeID,
        origin: tableID === 0 ? null : originOf(tableID, columnID),
      }));
    },
    handleError(error: Error, connection?: Connection) {
      connection?.off('parameterDescription', hear);
      reject(error);
    },
    handleReadyForQuery: () => resolve(found),
  };
  client.query(query as unknown as pg.Submittable);
  return promise;
}

const originOf = (table: number, column: number) => `${table}.${column}`;

/** A column of a table or view, by the names of both. */
export interface TableColumn {
  table: string;
  column: string;
  nullable: boolean;
}

/** Of each column, whether it may be null, by its origin; a view's columns are as those they show. */
export async function readNullable(client: pg.Client): Promise<Map<string, TableColumn>> {
  const { rows } = await client.query<TableColumn & { id: number; number: number }>(
    `SELECT c.oid::int AS id, a.attnum AS number, c.relname AS table, a.attname AS column,
            NOT a.attnotnull AS nullable
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0`,
  );
  const known = new Map(rows.map(({ id, number, ...column }) => [originOf(id, number), column]));
  const views = await client.query<{ id: number; view: string; text: string }>(
    `SELECT oid::int AS id, relname AS view, pg_get_viewdef(oid) AS text FROM pg_class
      WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace`,
  );
  for (const { id, view, text } of views.rows) {
    const { columns } = await describe(client, text);
    columns.forEach(({ name, origin }, at) => {
      const shown = origin === null ? undefined : known.get(origin);
      if (shown) known.set(originOf(id, at + 1), { table: view, column: name, nullable: shown.nullable });
    });
  }
  return known;
}
