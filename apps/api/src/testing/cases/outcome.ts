import type { TestApi } from '../test-api.ts';

/** What must come of a case, as the title of a test says it, and how it is seen. */
export type Outcome = (api: TestApi) => Promise<void>;

/** The outcomes of files, by their path in the folder of cases and then by title. */
export type Outcomes = Record<string, Record<string, Outcome>>;
