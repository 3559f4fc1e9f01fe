export { upperBound } from './bound.ts';
export type { Unmet } from './explain.ts';
export * from './problem.ts';
export { schedule, Scheduler, type Schedule, type ScheduleOptions, type ScheduleProgress } from './schedule.ts';
