export { calendar, reminderCalendar, type Appointment } from './calendar.ts';
export type { ProgrammeEntry, PublishedProgramme } from './programme.ts';
export {
  fieldAt,
  readSchedule,
  SCHEDULE_RULES,
  ScheduleError,
  type ImportedEvent,
  type ImportedSchedule,
  type EventError,
} from './read-schedule.ts';
export { scheduleJson } from './schedule-json.ts';
export { entriesIn, scheduleXml } from './schedule-xml.ts';
export { ianaZone } from './time-zones.ts';
export { writable } from './writable.ts';
