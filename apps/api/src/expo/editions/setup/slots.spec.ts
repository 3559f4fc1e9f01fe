import type { Draft, EditionCard, Problem, Timeslot } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPerson } from '../../../testing/builders/index.ts';
import { startTestApi, type Answer, type Client, type TestApi } from '../../../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
beforeAll(async () => {
  api = await startTestApi();
  organizer = (await aPerson(api, { roles: ['organizer'] })).client;
});
afterAll(() => api.close());

let year = 2100;
const anEditionIn = async (timeZone: string, startsOn: string, more: object = {}) => {
  const form = {
    code: `KC-${(year += 1)}`,
    nameZh: '届',
    nameEn: 'Edition',
    timeZone,
    startsOn,
    dayCount: 2,
    copyFrom: null,
    ...more,
  };
  return (await organizer.ask<EditionCard>('POST', '/api/editions', form)).id;
};
const setSlots = (id: string, starts: string[], minutes = 60) =>
  organizer.send<Timeslot[] & Problem>('PUT', `/api/editions/${id}/slots`, { starts, minutes });
const startsOf = ({ body }: Answer<Timeslot[]>) => body.map(({ startsAt }) => startsAt);

test('a start named twice is refused, next to the first or not', async () => {
  const id = await anEditionIn('Asia/Shanghai', '2036-11-05');
  for (const starts of [
    ['09:00', '09:00'],
    ['09:00', '11:00', '09:00'],
  ])
    expect(await setSlots(id, starts)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: `/starts/${starts.length - 1}`, rule: 'unique' }] },
    });
});

test('of two who set them at the same moment one comes after the other; the same goes for closures', async () => {
  const id = await anEditionIn('Asia/Shanghai', '2036-11-05');
  await setSlots(id, ['08:00']);
  const answers = await Promise.all(Array.from({ length: 10 }, () => setSlots(id, ['09:00', '11:00'])));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const draft = await organizer.ask<Draft>('GET', `/api/editions/${id}/draft`);
  expect(draft.timeslots).toHaveLength(4);

  const room = {
    venueZh: '馆',
    venueEn: 'Hall',
    nameZh: '厅',
    nameEn: 'Room',
    mode: 'onsite',
    seats: 10,
    features: [],
  };
  const [{ id: roomId }] = (await organizer.ask<{ id: string }[]>('POST', `/api/editions/${id}/rooms`, {
    ...room,
    opensAt: null,
    closesAt: null,
  })) as [{ id: string }];
  const { id: personId } = await aPerson(api);
  const spans = [{ startsAt: '2036-11-05T01:00:00Z', endsAt: '2036-11-05T02:00:00Z' }];
  for (const [path, table] of [
    [`rooms/${roomId}/closures`, 'room_closure WHERE room_id = $1'],
    [`people/${personId}/unavailability`, 'unavailability WHERE person_id = $1'],
  ] as const) {
    const set = () => organizer.send('PUT', `/api/editions/${id}/${path}`, { spans });
    await Promise.all(Array.from({ length: 10 }, set));
    const of = path.startsWith('rooms') ? roomId : personId;
    expect(await api.asOwner(`SELECT 1 FROM ${table}`, [of]), path).toHaveLength(1);
  }
});

test('a time that the clocks skip is refused where another start is the same instant; nothing is lost', async () => {
  // Clocks go forward from 02:00 to 03:00 on 30 March 2036 in Berlin.
  const id = await anEditionIn('Europe/Berlin', '2036-03-29');
  await setSlots(id, ['10:00']);
  expect(await setSlots(id, ['02:30', '03:30'])).toMatchObject({
    status: 422,
    body: {
      errors: [
        {
          pointer: '/starts/1',
          rule: 'clock_change',
          detail: expect.stringMatching(/2036-03-30 03:30.*2036-03-30 02:30/) as string,
          values: { timeZone: 'Europe/Berlin', start: '2036-03-30 03:30', other: '2036-03-30 02:30' },
        },
      ],
    },
  });
  const draft = await organizer.ask<Draft>('GET', `/api/editions/${id}/draft`);
  expect(draft.timeslots).toHaveLength(2);
});

test('a time that the clocks skip alone is moved on, one that comes twice is its second', async () => {
  const spring = await anEditionIn('Europe/Berlin', '2036-03-29');
  expect(startsOf(await setSlots(spring, ['02:30']))).toEqual(['2036-03-29T01:30:00.000Z', '2036-03-30T01:30:00.000Z']);
  // Clocks go back from 03:00 to 02:00 on 26 October 2036.
  const autumn = await anEditionIn('Europe/Berlin', '2036-10-25');
  expect(startsOf(await setSlots(autumn, ['02:30']))).toEqual(['2036-10-25T00:30:00.000Z', '2036-10-26T01:30:00.000Z']);
});

test('a copy onto a change of clocks keeps the lengths of its slots; two that fall together become one', async () => {
  const from = await anEditionIn('Asia/Shanghai', '2036-11-05');
  await setSlots(from, ['02:00', '02:30', '03:30']);
  const to = await anEditionIn('Europe/Berlin', '2036-03-29', { copyFrom: from });
  const { timeslots } = await organizer.ask<Draft>('GET', `/api/editions/${to}/draft`);
  const changed = timeslots.filter(({ day }) => day === '2036-03-30');
  expect(changed.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    ['2036-03-30T01:00:00.000Z', '2036-03-30T02:00:00.000Z'],
    ['2036-03-30T01:30:00.000Z', '2036-03-30T02:30:00.000Z'],
  ]);
});

test.each([
  ['the year 0000', { code: 'KC-0000', startsOn: '0000-11-05' }, ['/code', '/startsOn']],
  ['the year 9999', { code: 'KC-9999', startsOn: '9999-12-31' }, ['/code', '/startsOn']],
  ['the year 10000', { code: 'KC-10000', startsOn: '10000-01-01' }, ['/code', '/startsOn']],
  ['1e300 days', { dayCount: 1e300 }, ['/dayCount']],
  ['no zone', { timeZone: 'Asia/Shanghai\u0000' }, ['/timeZone']],
])('an edition of %s is refused', async (_what, more, pointers) => {
  const form = { code: 'KC-2090', nameZh: '届', nameEn: 'E', timeZone: 'UTC', startsOn: '2090-11-05', dayCount: 2 };
  const { status, body } = await organizer.create<Problem>('/api/editions', { ...form, ...more });
  expect(status).toBe(422);
  expect([...new Set(body.errors?.map(({ pointer }) => pointer))]).toEqual(pointers);
});
