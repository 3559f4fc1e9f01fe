import { expect, test } from 'vitest';
import { ClockTime, Day, Instant, TimeZone } from './time.ts';

test.each([
  ['2026-11-20T09:00:00+08:00', '2026-11-20T01:00:00.000Z'],
  ['2026-11-20T09:00:00.123456789Z', '2026-11-20T09:00:00.123Z'],
  // Further from UTC than the database takes.
  ['2026-11-20T09:00:00+23:59', '2026-11-19T09:01:00.000Z'],
  ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
  ['2199-12-31T23:59:59.999Z', '2199-12-31T23:59:59.999Z'],
])('the instant %s is %s', (written, kept) => {
  expect(Instant.parse(written)).toBe(kept);
});

test.each([
  '2026-11-20T09:00:00',
  '2026-11-20T09:00Z',
  '2026-02-30T09:00:00Z',
  '2026-11-20T24:00:00Z',
  '2026-11-20T09:00:60Z',
  '0000-01-01T00:00:00Z',
  '1899-12-31T23:59:59Z',
  '2200-01-01T00:00:00Z',
  '2199-12-31T23:00:00-02:00',
  '9999-12-31T23:59:59Z',
  '+010000-01-01T00:00:00Z',
  '2026-11-20',
  'soon',
  '',
])('%j is no instant', (written) => {
  expect(Instant.safeParse(written).success).toBe(false);
});

test.each(['1900-01-01', '2024-02-29', '2199-12-31'])('%s is a day', (day) => {
  expect(Day.parse(day)).toBe(day);
});

test.each([
  '0000-01-01',
  '1899-12-31',
  '2200-01-01',
  '10000-01-01',
  '2026-02-29',
  '2026-13-01',
  '2026-1-1',
  '',
  '\u0000',
])('%j is no day', (day) => {
  expect(Day.safeParse(day).success).toBe(false);
});

test('what is refused for its year is said so, once', () => {
  for (const rule of [Day, Instant])
    expect(rule.safeParse(rule === Day ? '0000-01-01' : '0000-01-01T00:00:00Z').error?.issues).toMatchObject([
      { message: 'years', params: { rule: 'years' } },
    ]);
});

test.each(['24:00', '9:00', '09:60', '09:00:00', '٠٩:٠٠', ''])('%j is no time', (time) => {
  expect(ClockTime.safeParse(time).success).toBe(false);
});

test.each(['Asia/Shanghai', 'Asia/Kolkata', 'Asia/Calcutta', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8'])(
  '%s is a zone',
  (zone) => {
    expect(TimeZone.parse(zone)).toBe(zone);
  },
);

test.each(['Mars/Olympus', '+08:00', '', 'Asia/Shanghai\u0000', 'x'.repeat(1_000)])('%j is no zone', (zone) => {
  expect(TimeZone.safeParse(zone).success).toBe(false);
});
