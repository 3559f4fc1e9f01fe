import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server that the API tests copy their databases on. */
    databaseUrl: string;
  }
}
