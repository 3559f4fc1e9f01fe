/**
 * Milliseconds after which a wait is given up: it ends a hang, and nothing else. On a machine of a tenth of the speed,
 * what is waited for is still in time. Who writes a test sets TEST_HANG_SECONDS lower, to see failures soon.
 */
export const HANG_MS = Number(process.env.TEST_HANG_SECONDS ?? 120) * 1_000;
