import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server that tests copy their databases on, as its owner. */
    databaseUrl: string;
    /** A Redis of the tests' own. */
    redisUrl: string;
    /** Settings that lead to an S3 server of the tests' own; null without Go to build one. */
    s3: Record<string, string> | null;
    /** The demo edition's documents, to be copied. */
    filesDir: string;
  }
}
