import { field } from './define.ts';

const where = { where: 'string' } as const;

/** Of a schedule that somebody else's system wrote; `where` is the event's place in the file. */
export const scheduleFields = {
  schedule: field(
    '文件不是 schedule.xml 或 schedule.json，或已损坏。',
    'The file is neither schedule.xml nor schedule.json, or is damaged.',
  ),
  max_events: field('事件过多，最多 {max} 个。', 'Too many events: {max} at most.', { max: 'number' }),
  'event.schedule': field('{where}：内容不符合要求。', '{where}: something in it is not as it should be.', where),
  'title.schedule': field('{where}：缺少标题。', '{where}: a title is needed.', where),
  'instant.schedule': field('{where}：需要带时区的日期时间。', '{where}: a date with its offset is needed.', where),
  'max_minutes.schedule': field('{where}：时长最多 {max} 分钟。', '{where}: a duration is at most {max} minutes.', {
    ...where,
    max: 'number',
  }),
  'duration.schedule': field('{where}：时长应写成 HH:MM。', '{where}: a duration is written HH:MM.', where),
  'end.schedule': field('{where}：缺少结束时间或时长。', '{where}: an end or a duration is needed.', where),
  'same_guid.schedule': field(
    '{where}：彼此重复，无法确定以哪一项为准。',
    '{where}: these are the same event, and which one counts is not known.',
    where,
  ),
  'room.schedule': field('{where}：本届没有会场“{room}”。', '{where}: there is no room “{room}” in this edition.', {
    ...where,
    room: 'string',
  }),
  'day.schedule': field('{where}：{day} 不在本届日期之内。', '{where}: {day} is no day of this edition.', {
    ...where,
    day: 'string',
  }),
  'minutes.schedule': field(
    '{where}：时长 {minutes} 分钟，应为 5 至 {max} 分钟。',
    '{where}: lasts {minutes} minutes; 5 to {max} are possible.',
    { ...where, minutes: 'number', max: 'number' },
  ),
};
