import { fieldLabels } from '@everexpo/contracts';
import { expect, test } from 'vitest';
import { keysOf } from '../../../lib/keys-of.ts';
import { COVER_HEIGHT, COVER_WIDTH, drawCover } from './draw-cover.ts';

const fields = keysOf(fieldLabels);
const codes = Array.from({ length: 2_350 }, (_, at) => `P${String(at).padStart(4, '0')}`);

test('a project has one cover, and of 2,350 of a field no two are alike', () => {
  for (const field of fields) {
    expect(drawCover(field, 'P0001')).toEqual(drawCover(field, 'P0001'));
    expect(new Set(codes.map((code) => JSON.stringify(drawCover(field, code)))).size).toBe(codes.length);
  }
});

test('every cover has something within its frame, and only finite numbers', () => {
  for (const field of fields)
    for (const code of codes.slice(0, 200)) {
      const { lines, dots } = drawCover(field, code);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.map(({ d }) => d).join('')).toMatch(/^[ML\d. -]+$/);
      const numbers = dots.flatMap(({ x, y, r }) => [x, y, r]);
      expect(numbers.every(Number.isFinite), `${field} ${code}`).toBe(true);
      const points = lines.flatMap(({ d }) =>
        d
          .split(/[ML]/)
          .filter(Boolean)
          .map((point) => point.split(' ').map(Number)),
      );
      const inside = points.filter(([x = -1, y = -1]) => x >= 0 && x <= COVER_WIDTH && y >= 0 && y <= COVER_HEIGHT);
      expect(inside.length, `${field} ${code}`).toBeGreaterThan(5);
    }
});
