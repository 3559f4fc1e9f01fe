import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, the longest first: begun last, one of them would run alone at the end. */
const LONG = [
  'journeys/live.test.ts',
  'processes/page-faults.test.ts',
  'journeys/broadcast.test.ts',
  'journeys/every-page.test.ts',
  'processes/monsters.test.ts',
  'processes/launcher.test.ts',
  'processes/crash.test.ts',
  'decks/decks.spec.ts',
  'tables/worst-tables.spec.ts',
  'intake/projects/round-trip.spec.ts',
];

/** Long files first, the others as Vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = LONG.findIndex((name) => moduleId.endsWith(name));
      return index < 0 ? LONG.length : index;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
