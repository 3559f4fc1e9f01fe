import 'reflect-metadata';
import { Log, readConfig } from '../../../platform/index.ts';
import { recordSession } from './record-session.ts';

/** A process of its own for each recording: `recorder SESSION PART`, with the API's settings. */
const [sessionId = '', part = ''] = process.argv.slice(2);
const config = readConfig(process.env);
const log = new Log(config);
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

const why = await recordSession(config, log, { sessionId, part: Number(part), stop: stop.signal });
log.info({ sessionId, part, why }, 'a recording ended');
process.exit(why === 'over' || why === 'stopped' ? 0 : 1);
