import type { Problem, SessionImportReport } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseBytes } from '../../../testing/cases/case-files.ts';
import { startTestApi, type Answer, type TestApi } from '../../../testing/test-api.ts';
import { aWorkspace, upload } from '../../../testing/workspace.ts';

type Report = SessionImportReport & Problem;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** A workspace of its own, and what comes of files at its door; `DAY` and `ROOM` in them stand for what it has. */
async function aDoor() {
  const workspace = await aWorkspace(api, { sessions: 1 });
  const { edition, days } = await workspace.draft().then((draft) => ({ edition: draft, days: draft.edition.days }));
  const room = edition.rooms[0] as { id: string; nameZh: string };
  const send = (text: string): Promise<Answer<Report>> => {
    const filled = text.replaceAll('DAY', days[0] as string).replaceAll('ROOM', room.nameZh);
    return workspace.organizer.send('POST', workspace.path('draft/import'), upload(Buffer.from(filled), 'schedule'));
  };
  const countSessions = async () => (await workspace.draft()).sessions.length;
  return { send, countSessions };
}

const event = { guid: 'g-1', title: '题', date: 'DAYT09:00:00+08:00', duration: '01:00' };
const scheduleOf = (...events: object[]) =>
  JSON.stringify({ schedule: { conference: { title: 'T', days: [{ rooms: { ROOM: events } }] } } });

/** What is refused, and how that is said. */
const REFUSED: [string, string, RegExp][] = [
  ...['\u0000', '\u0007', '\u0085', '\ud800', '\uffff'].map((character): [string, string, RegExp] => [
    `a title with ${JSON.stringify(character)}, though others are right`,
    scheduleOf(event, { ...event, guid: 'g-2', title: `a${character}b` }),
    /^day 1, room .*, event 2, title: Remove the character U\+/,
  ]),
  ['a subtitle with a bell', scheduleOf({ ...event, subtitle: 'a\u0007' }), /event 1, subtitle: .*U\+0007/],
  ['a duration of 1e300', scheduleOf({ ...event, duration: 1e300 }), /: a duration is at most 14400 minutes/],
  ['a duration below zero', scheduleOf({ ...event, duration: -5 }), /event 1.*: /],
  ['a duration of 99 days', scheduleOf({ ...event, duration: '99.00:00' }), /: a duration is at most 14400 minutes/],
  ['the year 0000', scheduleOf({ ...event, date: '0000-01-01T09:00:00+08:00' }), /is no day of this edition/],
  ['the year 9999', scheduleOf({ ...event, date: '9999-12-31T09:00:00+08:00' }), /9999-12-31 is no day/],
  ['the year 10000', scheduleOf({ ...event, date: '+010000-01-01T09:00:00+08:00' }), /a date with its offset/],
  ['a title of blanks', scheduleOf({ ...event, title: '\u200b' }), /a title is needed/],
  ['an event that is none', scheduleOf('x' as unknown as object), /event 1: /],
  [
    'two events of one guid',
    scheduleOf(event, { ...event, title: '二' }),
    /event 1 and day 1, .*event 2: these are the same event/,
  ],
];

test.each(REFUSED)('%s is refused by name, and nothing is written', async (_what, text, detail) => {
  const door = await aDoor();
  const before = await door.countSessions();
  const { status, body } = await door.send(text);
  expect(status).toBe(422);
  expect(body.errors).toEqual([expect.objectContaining({ pointer: '/file', detail: expect.stringMatching(detail) })]);
  expect(await door.countSessions()).toBe(before);
});

test('where it stands in the file is said in both languages', async () => {
  const door = await aDoor();
  const twice = await door.send(scheduleOf(event, { ...event, title: '二' }));
  expect(twice.body.errors).toMatchObject([
    {
      values: {
        whereZh: expect.stringMatching(/^第 1 天，会场 .+，第 1 个事件；第 1 天，会场 .+，第 2 个事件$/) as string,
      },
    },
  ]);
  const bell = await door.send(scheduleOf({ ...event, title: 'a\u0007' }));
  expect(bell.body.errors).toMatchObject([
    {
      values: {
        where: expect.stringMatching(/^day 1, room .+, event 1, title$/) as string,
        whereZh: expect.stringMatching(/^第 1 天，会场 .+，第 1 个事件，title$/) as string,
      },
    },
  ]);
  const flat = { schedule: { conference: { title: 'T' }, events: [{ ...event, duration: 'long' }] } };
  const { body } = await door.send(JSON.stringify(flat));
  expect(body.errors).toMatchObject([{ values: { whereZh: '第 1 个事件，duration' } }]);
});

test('what is wrong with one event is named, and the others land', async () => {
  const door = await aDoor();
  const { status, body } = await door.send(
    scheduleOf(event, { ...event, guid: 'g-2', title: '远', date: '1999-01-01T09:00:00+08:00' }),
  );
  expect([status, body.imported]).toEqual([201, 1]);
  expect(body.eventErrors).toEqual([
    {
      where: '远',
      whereZh: '远',
      rule: 'day',
      values: { day: '1999-01-01' },
      detail: '远: 1999-01-01 is no day of this edition.',
      detailZh: '远：1999-01-01 不在本届日期之内。',
    },
  ]);
});

describe('what is said of many events stays short', () => {
  const many = (index: number, more: object) => ({ ...event, title: `题${index}`, ...more });
  const LONG = '长'.repeat(9_000);
  const inRoom = (room: string, events: object[]) =>
    JSON.stringify({ schedule: { conference: { title: 'T', days: [{ rooms: { ROOM: [event], [room]: events } }] } } });

  test.each([
    [
      'in a room of a long name',
      inRoom(
        LONG,
        Array.from({ length: 1_900 }, (_, index) => many(index, { guid: `m-${index}` })),
      ),
    ],
    [
      'of one guid',
      inRoom(
        LONG,
        Array.from({ length: 1_900 }, (_, index) => many(index, { guid: 'm' })),
      ),
    ],
    [
      'with an error each',
      inRoom(
        LONG,
        Array.from({ length: 1_900 }, () => ({})),
      ),
    ],
    [
      'of long titles',
      inRoom(
        '二',
        Array.from({ length: 300 }, (_, index) => many(index, { guid: `m-${index}`, title: LONG })),
      ),
    ],
  ])('%s', async (_what, text) => {
    const { status, body } = await (await aDoor()).send(text);
    expect([201, 422]).toContain(status);
    expect(JSON.stringify(body).length).toBeLessThan(2_000_000);
  });
});

test.each([
  ['{"schedule": {"conference": {"days": {}}}}'],
  ['{"schedule": {"conference": {"days": [null, {"rooms": []}, {"rooms": {"a": null}}]}, "events": 5}}'],
  ['<schedule><day/><day><room/></day></schedule>'],
])('%s holds nothing, and says so', async (text) => {
  const door = await aDoor();
  expect(await door.send(text)).toMatchObject({ status: 201, body: { events: 0, imported: 0, eventErrors: [] } });
});

describe('the cases of schedules', () => {
  const send = async (name: string) => (await aDoor()).send(caseBytes(`schedules/${name}`).toString());

  test.each([
    ['bell.json', 'character', /event 1, title: Remove the character U\+0007/],
    ['nul.json', 'character', /event 1, title: Remove the character U\+0000/],
    ['lone-surrogate.json', 'character', /event 1, title: Remove the character U\+D800/],
    ['huge-duration.json', 'max_minutes', /event \d+.*: a duration is at most 14400 minutes/],
    ['outside-the-edition.xml', 'day', /1999-01-01 is no day of this edition/],
    ['same-guid.xml', 'same_guid', /event 1 and .*event 2: these are the same event/],
  ])('%s is refused', async (name, rule, detail) => {
    const { status, body } = await send(name);
    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ rule, detail: expect.stringMatching(detail) })]);
  });

  test.each([
    ['entities.xml', `Don't Panic & 'so' "q" 𠮷 中 <b>`, 'a 😀 b'],
    ['title-with-lang.xml', 'With lang', 'With lang'],
    ['long-title-astral.xml', `${'甲'.repeat(119)}𠮷`, `${'甲'.repeat(119)}𠮷乙`],
  ])('%s lands', async (name, titleZh, titleEn) => {
    const { status, body } = await send(name);
    expect([status, body.imported, body.eventErrors]).toEqual([201, 1, []]);
    expect(body.draft.sessions).toMatchObject([{ titleZh, titleEn }]);
  });
});
