import { EntityManager } from 'typeorm';
import { sql, type Sql } from './sql.ts';

/** Whatever runs statements: a unit of work's transaction, an entity manager, a data source. */
export type Database = EntityManager | { manager: EntityManager };

type Tag<Result> = (strings: TemplateStringsArray, ...interpolated: unknown[]) => Promise<Result>;

/*
 * Each of these is a template's tag: all<Row>(tx)`SELECT id FROM pitch WHERE session_id = ${sessionId}`. What is
 * interpolated goes to the database as a parameter, or is a piece of SQL made by `sql`. A RETURNING is read as a SELECT
 * is. The test `statements.spec.ts` holds each Row to what PostgreSQL says of the statement.
 */

/** All rows. */
export const all =
  <Row>(database: Database): Tag<Row[]> =>
  async (...template) =>
    (await run<Row>(database, sql(...template))).records;

/** The first row of a statement that always has one. @throws Error when it has none */
export const one =
  <Row>(database: Database): Tag<Row> =>
  async (...template) => {
    const statement = sql(...template);
    const [first] = (await run<Row>(database, statement)).records;
    if (first === undefined) throw new Error(`no row: ${statement.text}`);
    return first;
  };

/** The first row, if there is one. */
export const maybeOne =
  <Row>(database: Database): Tag<Row | undefined> =>
  async (...template) =>
    (await run<Row>(database, sql(...template))).records[0];

/** Whether there is a row. */
export const exists =
  (database: Database): Tag<boolean> =>
  async (...template) =>
    (await run(database, sql(...template))).records.length > 0;

/** Runs a statement for what it does; how many rows it changed. */
export const exec =
  (database: Database): Tag<number> =>
  async (...template) =>
    (await run(database, sql(...template))).affected ?? 0;

async function run<Row>(database: Database, { text, values }: Sql): Promise<{ records: Row[]; affected?: number }> {
  const manager = database instanceof EntityManager ? database : database.manager;
  if (manager.queryRunner) return manager.queryRunner.query(text, [...values], true);
  const runner = manager.dataSource.createQueryRunner();
  try {
    return await runner.query(text, [...values], true);
  } finally {
    await runner.release();
  }
}
