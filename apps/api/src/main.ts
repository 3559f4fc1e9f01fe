import { flushCompileCache } from 'node:module';
import { Sessions } from './accounts/index.ts';
import { createApp } from './create-app.ts';
import { Log, logRejections, readConfig } from './platform/index.ts';

const config = readConfig(process.env);
const app = await createApp(config);
logRejections(app.get(Log, { strict: false }));
await app.listen(config.PORT, config.HOST);
// Without its launcher, nobody would ever stop this process.
process.on('disconnect', () => void app.close().finally(() => process.exit(0)));
// Whoever started this process waits for this message; with PORT=0 it says where we listen.
process.send?.({ ready: true, port: Number(new URL(await app.getUrl()).port) });
// The first person to come does not wait for what a start does without.
await app.get(Sessions, { strict: false }).api();
// The next start finds what this one has compiled, however this process ends.
flushCompileCache();
