import type { SessionImportReport } from '@everexpo/contracts';
import { expect } from 'vitest';
import { sendSchedule } from './doors.ts';
import type { Outcome, Outcomes } from './outcome.ts';

const landsAs =
  (name: string, session: object): Outcome =>
  async (api) => {
    const { answer, imported } = await sendSchedule<SessionImportReport>(api, name);
    expect(answer).toMatchObject({ status: 201, body: { imported: 1, eventErrors: [] } });
    expect(imported).toMatchObject([session]);
  };

/** A text that no database or XML file can hold, or a number that no clock knows. */
const isRefused =
  (name: string, field: string): Outcome =>
  async (api) => {
    const { answer, imported } = await sendSchedule(api, name);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer: expect.stringMatching(/^\/file/) as string }]);
    expect(JSON.stringify(answer.body.errors)).toContain(field);
    expect(imported).toEqual([]);
  };

export const schedules: Outcomes = {
  'schedules/entities.xml': {
    'numeric references are decoded': landsAs('schedules/entities.xml', {
      titleZh: `Don't Panic & 'so' "q" 𠮷 中 <b>`,
      titleEn: 'a 😀 b',
    }),
  },
  'schedules/title-with-lang.xml': {
    'the text of a title with attributes is its title': landsAs('schedules/title-with-lang.xml', {
      titleZh: 'With lang',
    }),
  },
  'schedules/same-guid.xml': {
    'one error names both events that have one id': async (api) => {
      const { answer } = await sendSchedule<SessionImportReport>(api, 'schedules/same-guid.xml');
      expect([201, 422]).toContain(answer.status);
      const errors = answer.body.errors ?? answer.body.eventErrors;
      expect(errors).toHaveLength(1);
      expect(JSON.stringify(errors)).toMatch(/(first|event 1).*(second|event 2)/);
    },
  },
  'schedules/long-title-astral.xml': {
    'a title that is too long is cut between characters or refused': async (api) => {
      const name = 'schedules/long-title-astral.xml';
      const { answer, imported } = await sendSchedule<SessionImportReport>(api, name);
      expect([201, 422]).toContain(answer.status);
      expect((answer.body.errors ?? answer.body.eventErrors).length + imported.length).toBe(1);
      const titles = imported.flatMap(({ titleZh, titleEn }) => [titleZh, titleEn]);
      expect(titles.filter((title) => !title.isWellFormed() || title.includes('\ufffd'))).toEqual([]);
    },
  },
  'schedules/outside-the-edition.xml': {
    'an event of another day is refused by its day, and lands nowhere': async (api) => {
      const name = 'schedules/outside-the-edition.xml';
      const { answer, imported } = await sendSchedule<SessionImportReport>(api, name);
      expect([201, 422]).toContain(answer.status);
      expect(JSON.stringify(answer.body.errors ?? answer.body.eventErrors)).toContain('1999-01-01');
      expect(imported).toEqual([]);
    },
  },
  'schedules/nul.json': { 'refused by field and rule': isRefused('schedules/nul.json', 'title') },
  'schedules/bell.json': { 'refused by field and rule': isRefused('schedules/bell.json', 'title') },
  'schedules/lone-surrogate.json': { 'refused by field and rule': isRefused('schedules/lone-surrogate.json', 'title') },
  'schedules/huge-duration.json': {
    'refused by field and rule': isRefused('schedules/huge-duration.json', 'duration'),
  },
};
