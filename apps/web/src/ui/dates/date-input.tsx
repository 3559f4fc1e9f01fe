import { lazy, Suspense, type ComponentType } from 'react';
import type { TypedDateProps } from './typed-date.ts';
import styles from './dates.module.css';

/** Loaded when the first one is shown: no page needs a calendar to begin with. */
const pickers = () => import('./pickers.tsx');
const loaded = {
  date: lazy(async () => ({ default: (await pickers()).DatePicker })),
  dateTime: lazy(async () => ({ default: (await pickers()).DateTimePicker })),
  time: lazy(async () => ({ default: (await pickers()).TimePicker })),
};

/** A calendar day, yyyy-mm-dd, in the order of the page's language; within a `Field`. */
export const DateInput = (props: TypedDateProps) => shown(loaded.date, props);

/** A day and a time, yyyy-mm-ddThh:mm, on the clock of the reader's device, whose zone is said. */
export const DateTimeInput = (props: TypedDateProps) => shown(loaded.dateTime, props);

/** A time of day, hh:mm, of 24 hours. */
export const TimeInput = (props: TypedDateProps) => shown(loaded.time, props);

const shown = (Picker: ComponentType<TypedDateProps>, props: TypedDateProps) => (
  <Suspense fallback={<div className={styles.box} />}>
    <Picker {...props} />
  </Suspense>
);
