import { buildOnce } from './build.ts';
import { StartError } from './start-error.ts';

/** `npm run build`: builds API and web app as `npm start` and the tests do, which then find them built. */
try {
  await buildOnce(console.log);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
