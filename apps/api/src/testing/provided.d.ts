import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server that the API tests copy their databases on. */
    databaseUrl: string;
    /** A Redis of the tests' own; null where none is installed. */
    redisUrl: string | null;
    /** Settings that lead to an S3 server of the tests' own; null without Go to build one. */
    s3: Record<string, string> | null;
  }
}
