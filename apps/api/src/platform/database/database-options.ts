import pg from 'pg';
import { DefaultNamingStrategy, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import type { Config } from '../config/config.ts';
import { nodeLimits, NodePool } from './node-pool.ts';

export type EntityClass = new () => object;

/** Columns and tables in snake_case, as the migrations write them. */
class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snake(className);
  }

  override columnName(property: string, customName: string | undefined, prefixes: string[]): string {
    return snake([...prefixes, customName ?? property].join('_'));
  }
}

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Without limits of time, for what is run by hand. The schema is made by migrations alone; entities only map it. */
export function databaseOptions(
  config: Pick<Config, 'DATABASE_URL' | 'DATABASE_POOL'>,
  entities: EntityClass[],
  migrations: (new () => MigrationInterface)[] = [],
) {
  return {
    type: 'postgres',
    driver: pg,
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    entities,
    migrations,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    parseInt8: true,
    applicationName: 'everexpo',
  } satisfies DataSourceOptions;
}

/** The same for a node, which never waits long for the database: see {@link nodeLimits}. */
export const nodeDatabaseOptions = (config: Config, entities: EntityClass[]) =>
  ({
    ...databaseOptions(config, entities),
    driver: { ...pg, Pool: NodePool },
    extra: nodeLimits(config.DATABASE_TIMEOUT_MS),
  }) satisfies DataSourceOptions;
