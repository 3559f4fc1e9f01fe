import type { TestProject } from 'vitest/node';
import { startSharedServices, type SharedServices } from './shared-services.ts';

/** Set by the runner of `npm test`, whose parts share one set of services. */
export const SERVICES_VARIABLE = 'EVEREXPO_TEST_SERVICES';

interface Shared {
  users: number;
  started: ReturnType<typeof startSharedServices>;
}

/** Each project of a run has modules of its own; the process is the same. */
const place = globalThis as { everexpoTestServices?: Shared };

/** Provides the services to the tests of a project; all projects of a run share them. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env[SERVICES_VARIABLE];
  if (given) {
    provide(project, JSON.parse(given) as SharedServices);
    return undefined;
  }
  const shared = (place.everexpoTestServices ??= { users: 0, started: startSharedServices() });
  shared.users += 1;
  const { services, stop } = await shared.started;
  provide(project, services);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete place.everexpoTestServices;
    await stop();
  };
}

function provide(project: TestProject, services: SharedServices): void {
  project.provide('databaseUrl', services.databaseUrl);
  project.provide('redisUrl', services.redisUrl);
  project.provide('s3', services.s3);
  project.provide('filesDir', services.filesDir);
}
