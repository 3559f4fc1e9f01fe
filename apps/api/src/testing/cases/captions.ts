import { expect } from 'vitest';
import { caseBytes } from './case-files.ts';
import { caseDoor } from './doors.ts';
import type { Outcome, Outcomes } from './outcome.ts';

const CAPTIONS = 'PUT /api/sessions/{id}/replay/captions/{language} captions';

const isTaken =
  (name: string): Outcome =>
  async (api) => {
    const { status, body } = await (await caseDoor(api, CAPTIONS)).send(caseBytes(name), name);
    expect([status, body]).toEqual([200, { cues: 1 }]);
  };

export const captions: Outcomes = {
  'captions/youtube.vtt': { 'taken as captions': isTaken('captions/youtube.vtt') },
  'captions/timestampmap.vtt': { 'taken as captions': isTaken('captions/timestampmap.vtt') },
  'captions/hours999.vtt': {
    'refused with its line': async (api) => {
      const name = 'captions/hours999.vtt';
      const { status, body } = await (await caseDoor(api, CAPTIONS)).send(caseBytes(name), name);
      expect(status).toBe(422);
      expect(body.errors?.[0]).toMatchObject({
        pointer: '/captions',
        rule: 'cue_too_late',
        values: { line: 3, hours: 24 },
      });
    },
  },
};
