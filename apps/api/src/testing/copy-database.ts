import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { TEMPLATE } from './template.ts';

export interface DatabaseCopy {
  name: string;
  /** As the owner, who may do what the API's role may not. */
  ownerUrl: string;
  /** As the role that API nodes work under. */
  appUrl: string;
  drop(): Promise<void>;
}

/** A copy of the template database on the tests' server, made in a moment. */
export async function copyDatabase(server: string): Promise<DatabaseCopy> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
  return { ...addressesOf(server, name), drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

export function addressesOf(server: string, name: string): Omit<DatabaseCopy, 'drop'> {
  const [ownerUrl, appUrl] = [new URL(server), new URL(server)];
  ownerUrl.pathname = `/${name}`;
  Object.assign(appUrl, { username: 'everexpo_app', password: 'test', pathname: `/${name}` });
  return { name, ownerUrl: ownerUrl.href, appUrl: appUrl.href };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
