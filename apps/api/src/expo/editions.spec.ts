import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft, DraftRoom, EditionCard, Feed, SessionImportReport, Timeslot } from '@everexpo/contracts';
import { ianaZone, readSchedule } from '@everexpo/interchange';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aTempFolder } from '../../../../tests/support/a-temp-folder.ts';
import { aGrid, aPerson } from '../testing/builders/index.ts';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';
import { upload } from '../testing/workspace.ts';

const XSD = join(import.meta.dirname, '../../../../../shared/standards/schedule/schedule.xml.xsd');
const xsdIsThere = existsSync(XSD);
if (!xsdIsThere) console.warn(`not checked: schedule.xml against its XSD, which is not at ${XSD}`);

let api: TestApi;
let organizer: Client;
beforeAll(async () => {
  api = await startTestApi();
  organizer = (await aPerson(api, { roles: ['organizer'] })).client;
});
afterAll(() => api.close());

const SLOT_STARTS = ['08:30', '13:00'];

describe('the edition builder', () => {
  test('starts an edition from last year’s at the same wall-clock times, closed until it is opened', async () => {
    const from = await aGrid(api, { rooms: 3, sessions: 1 });
    await organizer.ask('PUT', `/api/editions/${from.id}/slots`, { starts: SLOT_STARTS, minutes: 60 });
    const form = {
      code: 'KC-2031',
      nameZh: '2031 科创会',
      nameEn: 'Everexpo 2031',
      timeZone: 'Europe/Berlin',
      startsOn: '2031-03-29',
      dayCount: 2,
      copyFrom: from.id,
    };
    const made = await organizer.create<EditionCard>('/api/editions', form);
    expect(made).toMatchObject({ status: 201, body: { rooms: 3, open: false, version: null } });
    const draft = (await organizer.get<Draft>(`/api/editions/${made.body.id}/draft`)).body;
    expect(draft.timeslots).toHaveLength(2 * SLOT_STARTS.length);
    // Clocks go forward on 30 March 2031 in Berlin: 08:30 is 07:30 UTC the day before and 06:30 UTC from then on.
    expect(draft.timeslots.map((slot) => slot.startsAt)).toEqual([
      '2031-03-29T07:30:00.000Z',
      '2031-03-29T12:00:00.000Z',
      '2031-03-30T06:30:00.000Z',
      '2031-03-30T11:00:00.000Z',
    ]);
    expect(await organizer.create('/api/editions', form)).toMatchObject({ status: 409, body: { code: 'code_taken' } });
    expect(await organizer.create('/api/editions', { ...form, code: '2031', timeZone: 'Mars/Olympus' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/code' }, { pointer: '/timeZone' }] },
    });
    expect(await organizer.send('POST', `/api/editions/${made.body.id}/open`)).toMatchObject({
      status: 409,
      body: { code: 'nothing_published' },
    });
    expect((await api.anonymous.get<{ edition: { code: string } }>('/api/home')).body.edition.code).toBe(from.code);
  });

  test('sets slots that cross midnight, rooms with opening hours, and rules it knows', async () => {
    const { body } = await organizer.create<EditionCard>('/api/editions', {
      code: 'KC-2032',
      nameZh: '空',
      nameEn: 'Empty',
      timeZone: 'Asia/Shanghai',
      startsOn: '2032-11-05',
      dayCount: 2,
      copyFrom: null,
    });
    const slots = await organizer.send<Timeslot[]>('PUT', `/api/editions/${body.id}/slots`, {
      starts: ['20:00', '23:30', '01:00'],
      minutes: 90,
    });
    expect(slots.body.filter((slot) => slot.day === '2032-11-05').map((slot) => slot.startsAt)).toEqual([
      '2032-11-05T12:00:00.000Z',
      '2032-11-05T15:30:00.000Z',
      '2032-11-05T17:00:00.000Z',
    ]);
    const room = {
      venueZh: '场馆',
      venueEn: 'Venue',
      nameZh: '一厅',
      nameEn: 'Hall 1',
      mode: 'both',
      seats: 100,
      features: ['stage'],
      opensAt: '18:00',
      closesAt: '12:00',
    };
    expect(await organizer.create(`/api/editions/${body.id}/rooms`, room)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/closesAt' }] },
    });
    const rooms = await organizer.create<DraftRoom[]>(`/api/editions/${body.id}/rooms`, { ...room, closesAt: '23:00' });
    expect(rooms.body).toMatchObject([{ nameZh: '一厅', opensAt: '18:00', closesAt: '23:00' }]);
    expect((await organizer.send('DELETE', `/api/editions/${body.id}/rooms/${rooms.body[0]?.id}`)).body).toEqual([]);
    expect(
      await organizer.send('PUT', `/api/editions/${body.id}/rules`, {
        weights: { 'No such rule': { hard: 1, medium: 0, soft: 0 } },
      }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/weights/No such rule' }] } });
    expect(
      await organizer.send('PUT', `/api/editions/${body.id}/rules`, { pitchesMin: 30, pitchesMax: 20 }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/pitchesMin' }] } });
  });

  test('lies in any zone, by any of its names; the database has the same', async () => {
    const create = (code: string, timeZone: string) =>
      organizer.create<EditionCard>('/api/editions', {
        code,
        nameZh: '时区',
        nameEn: 'Zones',
        timeZone,
        startsOn: '2034-11-05',
        dayCount: 1,
        copyFrom: null,
      });
    const names = ['Asia/Kolkata', 'UTC', 'US/Eastern', 'Asia/Calcutta', 'PRC', 'Etc/GMT-8'];
    const created = await Promise.all(names.map((zone, index) => create(`KC-204${index}`, zone)));
    expect(created.map(({ status, body }) => [status, body.timeZone])).toEqual([
      [201, 'Asia/Kolkata'],
      [201, 'UTC'],
      [201, 'America/New_York'],
      [201, 'Asia/Kolkata'],
      [201, 'Asia/Shanghai'],
      [201, 'Etc/GMT-8'],
    ]);
    for (const wrong of ['+08:00', 'Mars/Olympus', '', 'x'.repeat(50)])
      expect(await create('KC-2049', wrong), wrong).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/timeZone' }] },
      });
    const zones = [...new Set(Intl.supportedValuesOf('timeZone').map(ianaZone))];
    const unknown = await api.db.query(
      `SELECT zone FROM unnest($1::text[]) zone WHERE zone NOT IN (SELECT name FROM pg_timezone_names)`,
      [zones],
    );
    expect(unknown).toEqual([]);
  });

  test('a room that is in use stays', async () => {
    const { id, sessions } = await aGrid(api, { sessions: 1 });
    const refused = await organizer.send('DELETE', `/api/editions/${id}/rooms/${sessions[0]?.roomId}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'room_in_use' } });
  });

  test('a room of another edition is none here, in use or not', async () => {
    const [here, there] = [await aGrid(api, { sessions: 1 }), await aGrid(api, { sessions: 1 })];
    for (const { roomId } of there.sessions)
      expect(await organizer.send('DELETE', `/api/editions/${here.id}/rooms/${roomId}`)).toMatchObject({
        status: 404,
        body: { code: 'not_found', what: 'room' },
      });
  });
});

describe('importing a schedule', () => {
  test('takes a foreign schedule into the workspace, names what it cannot place, and makes no doubles', async () => {
    const { body: edition } = await organizer.create<EditionCard>('/api/editions', {
      code: 'KC-2033',
      nameZh: '导入',
      nameEn: 'Import',
      timeZone: 'Asia/Shanghai',
      startsOn: '2033-11-05',
      dayCount: 2,
      copyFrom: null,
    });
    await organizer.create(`/api/editions/${edition.id}/rooms`, {
      venueZh: '馆',
      venueEn: 'Venue',
      nameZh: '灰厅',
      nameEn: 'Gray Room',
      mode: 'both',
      seats: 100,
    });
    const event = { guid: 'abc', title: 'Keynote', date: '2033-11-05T09:00:00+08:00', duration: '01:00' };
    const text = JSON.stringify({
      schedule: {
        version: '1',
        conference: {
          title: 'Other',
          days: [
            {
              rooms: {
                'Gray Room': [event, { ...event, guid: 'bad', date: 'soon' }],
                'Lost Room': [{ ...event, guid: 'x', title: 'Elsewhere' }],
              },
            },
          ],
        },
      },
    });
    const first = await organizer.send<SessionImportReport>(
      'POST',
      `/api/editions/${edition.id}/draft/import`,
      upload(Buffer.from(text), 'schedule.json'),
    );
    expect(first).toMatchObject({ status: 201, body: { events: 3, imported: 1 } });
    expect(first.body.eventErrors.map((error) => error.where)).toEqual([
      'day 1, room Gray Room, event 2, date',
      'Elsewhere',
    ]);
    expect(first.body.draft.sessions).toMatchObject([
      { titleZh: 'Keynote', startsAt: '2033-11-05T01:00:00.000Z', minutes: 60 },
    ]);
    const again = await organizer.send<SessionImportReport>(
      'POST',
      `/api/editions/${edition.id}/draft/import`,
      upload(Buffer.from(text), 'schedule.json'),
    );
    expect(again.body.draft.sessions.map((session) => session.id)).toEqual(
      first.body.draft.sessions.map((session) => session.id),
    );
    expect((await organizer.get<Draft>(`/api/editions/${edition.id}/draft`)).body.sessions).toHaveLength(1);
    expect(
      await organizer.send('POST', `/api/editions/${edition.id}/draft/import`, upload(Buffer.from('{}'), 'x.json')),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/file', rule: 'schedule' }] } });
  });
});

describe('the public exports', () => {
  test('schedule.xml is valid against the XSD, and holds the programme', async () => {
    const { sessions } = await aGrid(api);
    const { body, headers } = await api.anonymous.get<string>('/export/schedule.xml');
    expect(headers.get('content-type')).toContain('application/xml');
    const file = join(aTempFolder('schedule'), 'schedule.xml');
    writeFileSync(file, body);
    const schema = xsdIsThere ? ['--schema', XSD] : [];
    expect(() => execFileSync('xmllint', ['--noout', ...schema, file], { stdio: 'pipe' })).not.toThrow();
    const schedule = readSchedule(body);
    expect(schedule.errors).toEqual([]);
    expect(schedule.events).toHaveLength(sessions.length);
  });

  test('what no format can hold, however it came to be stored, leaves every export readable', async () => {
    const { id, sessions, rooms } = await aGrid(api);
    const odd = (field: string) => `${field} || chr(7) || chr(27) || chr(65534) || chr(65535) || chr(133)`;
    await api.asOwner(
      `UPDATE session SET title_zh = ${odd('title_zh')}, title_en = ${odd('title_en')} WHERE edition_id = $1`,
      [id],
    );
    await api.asOwner(`UPDATE room SET name_zh = ${odd('name_zh')} WHERE edition_id = $1`, [id]);
    await api.asOwner(`UPDATE edition SET name_zh = ${odd('name_zh')} WHERE id = $1`, [id]);
    const [xml, json, ics, pdf] = await Promise.all(
      ['schedule.xml', 'schedule.json', 'programme.ics', 'day-sheets.pdf'].map((name) =>
        api.anonymous.send<unknown>('GET', `/export/${name}`),
      ),
    );
    expect(() =>
      execFileSync('xmllint', ['--noout', '-'], { input: xml?.body as string, stdio: 'pipe' }),
    ).not.toThrow();
    const { events, errors } = readSchedule(xml?.body as string);
    expect(errors).toEqual([]);
    expect(events.map(({ title }) => title).toSorted()).toEqual(sessions.map(({ titleZh }) => titleZh).toSorted());
    const nameOf = (id: string) => rooms.find((room) => room.id === id)?.nameZh;
    expect(events.map(({ room }) => room).toSorted()).toEqual(sessions.map(({ roomId }) => nameOf(roomId)).toSorted());
    expect(readSchedule(JSON.stringify(json?.body)).events).toHaveLength(sessions.length);
    expect(ics?.body).not.toMatch(/[^\P{Cc}\r\n\t]|[\ufffe\uffff]/u);
    expect(String(ics?.body).match(/BEGIN:VEVENT/g)).toHaveLength(sessions.length);
    expect(String(pdf?.body).slice(0, 5)).toBe('%PDF-');
  });

  test('schedule.json and the calendar hold the same sessions; the day sheets are a PDF', async () => {
    const { sessions } = await aGrid(api);
    const json = await api.anonymous.ask<object>('GET', '/export/schedule.json');
    expect(readSchedule(JSON.stringify(json)).events).toHaveLength(sessions.length);
    const ics = await api.anonymous.get<string>('/export/programme.ics');
    expect(ics.headers.get('content-type')).toContain('text/calendar');
    expect(ics.body.match(/BEGIN:VEVENT/g)).toHaveLength(sessions.length);
    expect((await api.anonymous.ask<string>('GET', '/export/day-sheets.pdf')).slice(0, 5)).toBe('%PDF-');
    expect(await api.anonymous.get('/export/day-sheets.pdf?day=1999-01-01')).toMatchObject({ status: 404 });
  });

  test('a calendar address is shown once, follows its scope, and is gone without a hint once revoked', async () => {
    const edition = await aGrid(api);
    const owner = edition.sessions[0]?.pitches[0]?.owner.client as Client;
    const feed = await owner.ask<Feed>('POST', '/api/calendar-feeds', { scope: 'mine' });
    const listed = await owner.ask<{ items: Feed[] }>('GET', '/api/calendar-feeds');
    expect(listed.items).toMatchObject([{ id: feed.id, address: null }]);
    const path = new URL(feed.address ?? '').pathname;
    expect((await api.anonymous.ask<string>('GET', path)).match(/BEGIN:VEVENT/g)).toHaveLength(1);
    const unknown = await owner.create('/api/calendar-feeds', { scope: 'track', value: 'nothing' });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/value' }] } });
    const { client: other } = await aPerson(api, { roles: ['owner'] });
    expect(await other.send('DELETE', `/api/calendar-feeds/${feed.id}`)).toMatchObject({ status: 404 });
    expect((await owner.send('DELETE', `/api/calendar-feeds/${feed.id}`)).status).toBe(204);
    const gone = await api.anonymous.get<object>(path);
    const never = await api.anonymous.get<object>('/calendars/never-given.ics');
    expect(gone.status).toBe(404);
    expect({ ...gone.body, instance: '' }).toEqual({ ...never.body, instance: '' });
  });
});
