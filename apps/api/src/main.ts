import { flushCompileCache } from 'node:module';
import { createApp } from './create-app.ts';
import { readConfig } from './platform/index.ts';

const config = readConfig(process.env);
const app = await createApp(config);
await app.listen(config.PORT, config.HOST);
// Without its launcher, nobody would ever stop this process.
process.on('disconnect', () => void app.close().finally(() => process.exit(0)));
// The launcher waits for this message before it says that all is ready.
process.send?.('ready');
// The next start finds what this one has compiled, however this process ends.
flushCompileCache();
