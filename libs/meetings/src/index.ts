export { upperBound } from './bound.ts';
export type { Unmet } from './explain.ts';
export * from './solver-input.ts';
export { schedule, Scheduler, type Schedule, type ScheduleOptions, type ScheduleProgress } from './schedule.ts';
