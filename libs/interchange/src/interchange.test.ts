import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { aTempFolder } from '../../../tests/support/a-temp-folder.ts';
import {
  calendar,
  ianaZone,
  readSchedule,
  reminderCalendar,
  scheduleJson,
  ScheduleError,
  scheduleXml,
  type PublishedProgramme,
} from './index.ts';

const standards = join(import.meta.dirname, '../../../../shared/standards/schedule');
const there = existsSync(standards);
if (!there) console.warn(`skipped: no schedule schemas at ${standards}`);

const programme: PublishedProgramme = {
  title: '2026 永不落幕科创会',
  acronym: 'kc2026',
  version: '3',
  timeZone: 'Asia/Shanghai',
  days: ['2026-11-06', '2026-11-07'],
  url: 'http://127.0.0.1:3000/programme',
  rooms: [
    { id: '01890000-0000-7000-8000-000000000001', name: '主会场', capacity: 800 },
    { id: '01890000-0000-7000-8000-000000000002', name: '岷江厅', capacity: 400 },
  ],
  tracks: [{ slug: 'achievement', name: '成果转化', colour: '#2F6DB5' }],
  entries: [
    entry(1, {
      title: '新能源 & 储能 <专场>',
      room: '主会场',
      startsAt: '2026-11-06T01:00:00.000Z',
      endsAt: '2026-11-06T04:00:00.000Z',
    }),
    entry(2, { room: '岷江厅', startsAt: '2026-11-06T15:30:00.000Z', endsAt: '2026-11-06T17:30:00.000Z', sequence: 2 }),
    entry(3, {
      room: '主会场',
      startsAt: '2026-11-07T01:00:00.000Z',
      endsAt: '2026-11-07T02:00:00.000Z',
      cancelled: true,
      sequence: 1,
    }),
  ],
};

function entry(number: number, part: Partial<PublishedProgramme['entries'][0]>): PublishedProgramme['entries'][0] {
  return {
    id: `01890000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`,
    number,
    code: `S00${number}`,
    title: `专场 ${number}`,
    subtitle: `Session ${number}`,
    abstract: '23 个项目路演。',
    track: '成果转化',
    kind: 'pitch',
    language: 'zh',
    room: '主会场',
    startsAt: '2026-11-06T01:00:00.000Z',
    endsAt: '2026-11-06T04:00:00.000Z',
    people: [{ id: '01890000-0000-7000-8000-000000000901', name: '测试用户' }],
    url: `http://127.0.0.1:3000/sessions/${number}`,
    sequence: 0,
    changedAt: '2026-10-01T00:00:00.000Z',
    cancelled: false,
    ...part,
  };
}

describe.skipIf(!there)('schedule.xml and schedule.json, of ../shared', () => {
  test('the XML is valid against the XSD of c3voc, says xmllint', () => {
    const file = join(aTempFolder('schedule'), 'schedule.xml');
    writeFileSync(file, scheduleXml(programme));
    const run = () =>
      execFileSync('xmllint', ['--noout', '--schema', join(standards, 'schedule.xml.xsd'), file], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).not.toThrow();
  });

  test('the JSON is valid against its JSON Schema', () => {
    const schema = JSON.parse(readFileSync(join(standards, 'schedule.schema.json'), 'utf8')) as Record<string, unknown>;
    const { $schema: _draft, ...rest } = schema;
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(rest);
    expect(validate(scheduleJson(programme)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('what we write, we read back', () => {
    for (const text of [scheduleXml(programme), JSON.stringify(scheduleJson(programme))]) {
      const { title, events, errors } = readSchedule(text);
      expect(errors).toEqual([]);
      expect(title).toBe(programme.title);
      expect(events).toHaveLength(2);
      expect(events[0]).toMatchObject({
        title: '新能源 & 储能 <专场>',
        room: '主会场',
        people: ['测试用户'],
        startsAt: '2026-11-06T01:00:00.000Z',
        endsAt: '2026-11-06T04:00:00.000Z',
      });
    }
  });

  test('exports of pretalx and of the newer form are taken over whole', () => {
    const pretalx = readSchedule(readFileSync(join(standards, 'example-pretalx-democon.json'), 'utf8'));
    expect(pretalx.errors).toEqual([]);
    expect(pretalx.events.length).toBeGreaterThan(20);
    expect(pretalx.events.find((event) => event.title === 'Focused 5thgeneration hardware')).toMatchObject({
      room: 'Gray Room',
      startsAt: '2020-12-14T08:00:00.000Z',
      endsAt: '2020-12-14T08:30:00.000Z',
      people: ['Brian Robinson'],
    });
    const hub = readSchedule(readFileSync(join(standards, 'example-hub-schedule2.json'), 'utf8'));
    expect(hub.events.length + hub.errors.length).toBeGreaterThan(0);
    expect(hub.errors).toEqual([]);
  });
});

test('what no format can hold is left out, and all of them stay readable', () => {
  const odd = 'a\u0000\u0007\u001b\u0085\ud800\ufffe\uffffb\r\nc\td';
  const [first, ...others] = programme.entries as [PublishedProgramme['entries'][0]];
  const people = [{ id: '01890000-0000-7000-8000-000000000901', name: odd }];
  const entries = [{ ...first, title: odd, subtitle: odd, abstract: odd, track: odd, room: odd, people }, ...others];
  const rooms = programme.rooms.map((room, at) => (at === 0 ? { ...room, name: odd } : room));
  const hostile = { ...programme, title: odd, rooms, entries };
  const kept = 'ab\nc\td';
  for (const text of [scheduleXml(hostile), JSON.stringify(scheduleJson(hostile))]) {
    const { title, events, errors } = readSchedule(text);
    expect(errors).toEqual([]);
    expect(title).toBe(kept);
    expect(events[0]).toMatchObject({ title: kept, subtitle: kept, room: kept, people: [kept] });
  }
  expect(() => execFileSync('xmllint', ['--noout', '-'], { input: scheduleXml(hostile), stdio: 'pipe' })).not.toThrow();
  const feed = ICAL.Component.fromString(calendar(hostile, odd));
  expect(feed.getAllSubcomponents('vevent')[0]?.getFirstPropertyValue('summary')).toBe(kept);
  expect(feed.getFirstPropertyValue('name')).toBe('ab c\td');
  expect(calendar(hostile, odd)).not.toMatch(/[^\P{Cc}\r\n\t]|[\ufffe\uffff]/u);
});

test('a broken event is named by its place and the others are taken', () => {
  const text = JSON.stringify({
    schedule: {
      version: '1',
      conference: {
        title: 'T',
        days: [
          {
            rooms: {
              A: [
                { title: 'good', date: '2026-11-06T09:00:00+08:00', duration: '01:00' },
                { title: '', date: 'tomorrow', duration: '01:00' },
              ],
            },
          },
        ],
      },
    },
  });
  const { events, errors } = readSchedule(text);
  expect(events.map((event) => event.title)).toEqual(['good']);
  expect(errors).toMatchObject([
    { where: 'day 1, room A, event 2, title', whereZh: '第 1 天，会场 A，第 2 个事件，title' },
    { where: 'day 1, room A, event 2, date', whereZh: '第 1 天，会场 A，第 2 个事件，date' },
  ]);
  expect(() => readSchedule('<schedule><day>')).toThrow(ScheduleError);
  expect(() => readSchedule('hello')).toThrow(ScheduleError);
});

describe('the calendar, read by an independent library', () => {
  const root = new ICAL.Component(ICAL.parse(calendar(programme, '全部日程')) as unknown[]);
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

  test('keeps UID and SEQUENCE, and times in their zone', () => {
    expect(events.map((event) => event.uid)).toEqual(programme.entries.map((one) => `${one.id}@everexpo`));
    expect(events.map((event) => event.sequence)).toEqual([0, 2, 1]);
    expect(events[1]?.startDate.toString()).toBe('2026-11-06T23:30:00');
    expect(events[1]?.startDate.zone.tzid).toBe('Asia/Shanghai');
    expect(events[1]?.startDate.toJSDate().toISOString()).toBe('2026-11-06T15:30:00.000Z');
    expect(events[1]?.endDate.toString()).toBe('2026-11-07T01:30:00');
    expect(events[0]?.summary).toBe('新能源 & 储能 <专场>');
  });

  test('marks what was dropped as cancelled', () => {
    expect(events.map((event) => event.component.getFirstPropertyValue('status'))).toEqual([
      'CONFIRMED',
      'CONFIRMED',
      'CANCELLED',
    ]);
  });

  test('folds lines at 75 octets and ends them with CRLF (RFC 5545, 3.1)', () => {
    const text = calendar(programme, '全部日程');
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('a calendar in any zone', () => {
  const INSTANT = '2026-11-06T15:30:00.000Z';
  const meeting = (timeZone: string) =>
    reminderCalendar({
      uid: 'one@everexpo',
      title: '洽谈',
      description: '',
      location: '',
      startsAt: INSTANT,
      endsAt: '2026-11-06T16:00:00.000Z',
      timeZone,
      sequence: 0,
      cancelled: false,
      remindMinutes: [5],
    });
  const feed = (timeZone: string) => calendar({ ...programme, timeZone }, '全部日程');

  test.each([
    ['Asia/Shanghai', 'Asia/Shanghai'],
    ['PRC', 'Asia/Shanghai'],
    ['asia/shanghai', 'Asia/Shanghai'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Eastern', 'America/New_York'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Etc/GMT-8', 'Etc/GMT-8'],
    ['UTC', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
  ])('%s is %s', (name, one) => {
    expect(ianaZone(name)).toBe(one);
    for (const text of [meeting(name), feed(name)]) {
      const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
      const zones = root.getAllSubcomponents('vtimezone');
      for (const zone of zones) ICAL.TimezoneService.register(zone);
      expect(zones.map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual(one === 'UTC' ? [] : [one]);
      expect(root.getFirstPropertyValue('x-wr-timezone')).toBe(one);
      const starts = root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).startDate);
      expect(new Set(starts.map(({ zone }) => zone.tzid))).toEqual(new Set([one]));
      expect(starts.map((start) => start.toJSDate().toISOString())).toContain(INSTANT);
    }
  });

  test('the instants of changes are in UTC, and properties stand before components', () => {
    for (const text of [feed('Asia/Shanghai'), meeting('Asia/Shanghai'), feed('UTC')]) {
      const events = text.slice(text.indexOf('BEGIN:VEVENT'));
      const stamps = [...events.matchAll(/^(?:DTSTAMP|LAST-MODIFIED|CREATED):(.*)\r$/gm)].map(([, stamp]) => stamp);
      expect(stamps.length).toBeGreaterThan(0);
      for (const stamp of stamps) expect(stamp).toMatch(/^\d{8}T\d{6}Z$/);
      expect(events).toMatch(/END:VEVENT\r\nEND:VCALENDAR\s*$/);
    }
    expect(feed('Asia/Shanghai')).toContain('DTSTAMP:20261001T000000Z\r\n');
  });

  test('every zone that the runtime knows has one name, which stays', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(ianaZone(ianaZone(zone))).toBe(ianaZone(zone));
    expect(() => ianaZone('Mars/Olympus')).toThrow(RangeError);
  });
});
