export interface Failure {
  title: string;
  detail: string;
  /** The command that runs it alone. */
  alone?: string;
}

export interface Results {
  passed: number;
  failed: number;
  /** Titles of tests that were not run. */
  skipped: string[];
  failures: Failure[];
}

/** What failed, in short, and one plain line of counts at the end, for people and for machines. */
export function printResults({ passed, failed, skipped, failures }: Results): void {
  for (const { title, detail, alone } of failures) {
    console.log(`\n✗ ${title}`);
    for (const line of detail.split('\n')) console.log(`  ${line}`);
    if (alone) console.log(`  alone: ${alone}`);
  }
  // A filter that matches nothing is mistyped, whatever else it would seem to have shown.
  if (passed + failed === 0)
    console.log(`\nNothing was run: ${skipped.length > 0 ? 'no title of a test' : 'no test file'} matches.`);
  console.log(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
}
