import { logRejections } from '../log-rejections.ts';

/** Forgets a promise that fails, and tells its parent what was logged and that it goes on. */
const logged: string[] = [];
logRejections({ error: ({ err }: { err?: Error }, message) => void logged.push(`${message}: ${err?.message}`) });
void Promise.reject(new Error('away'));
setImmediate(() => process.send?.(logged));
