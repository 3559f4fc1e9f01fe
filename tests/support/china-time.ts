const TIME_ZONE = 'Asia/Shanghai';

/** The day in China, as 2026-11-27. */
export const dayInChina = (instant: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(new Date(instant));

/** The time of day in China, as 15:10. */
export const timeInChina = (instant: string): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: TIME_ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
