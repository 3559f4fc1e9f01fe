import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line of counts, for people and for machines. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      // A file or a hook that breaks fails without any test of its own having failed.
      for (const suite of [module, ...module.children.allSuites()]) counts.failed += suite.errors().length;
    }
    const skipped = counts.skipped + counts.pending;
    console.log(`${counts.passed} passed, ${counts.failed + errors.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }
}
