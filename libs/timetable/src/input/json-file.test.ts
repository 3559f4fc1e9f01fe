import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aTempFolder } from '../../../../tests/support/a-temp-folder.ts';
import { readJson, writeJson } from './json-file.ts';
import { SolverInputError } from './solver-input.ts';
import { sampleInput } from './sample-input.ts';

const CLI = join(import.meta.dirname, '../cli.ts');
const run = (...args: string[]) => execFileSync(process.execPath, [CLI, ...args], { encoding: 'utf8', stdio: 'pipe' });
const lastLine = (text: string) => JSON.parse(text.trim().split('\n').at(-1) as string) as Record<string, unknown>;

test('a JSON problem is solved from the shell, and the result scores as it was said to', () => {
  const dir = aTempFolder('timetable');
  const [file, out] = [join(dir, 'problem.json'), join(dir, 'solved.json')];
  writeFileSync(file, writeJson(sampleInput({ talks: 12, slotsPerDay: 3, rooms: 3 }, 2), new Map()));
  const solved = lastLine(run('solve', file, '--moves', '30000', '--out', out));
  expect(solved).toMatchObject({
    hard: 0,
    medium: 0,
    soft: expect.any(Number) as number,
    moves: expect.any(Number) as number,
    seconds: expect.any(Number) as number,
  });
  const scored = lastLine(run('score', out));
  expect({ ...scored, moves: 0, seconds: 0 }).toEqual({ ...solved, moves: 0, seconds: 0 });
  expect(Object.keys((JSON.parse(readFileSync(out, 'utf8')) as { timetable: object }).timetable)).toHaveLength(12);
});

test('what a file leaves out has its default, and a wrong field is named', () => {
  const slot = { id: 's', day: '2026-11-06', start: 540, end: 600, kinds: ['talk'] };
  const room = { id: 'r', capacity: 10, kinds: ['talk'] };
  const { input } = readJson(JSON.stringify({ timeslots: [slot], rooms: [room], talks: [{ id: 't', kind: 'talk' }] }));
  expect(input).toMatchObject({ minimumPause: 15, speakers: [], talks: [{ id: 't', speakers: [], pinned: false }] });
  expect(() => readJson(JSON.stringify({ timeslots: [{ ...slot, day: 'Friday' }], rooms: [], talks: [] }))).toThrow(
    expect.objectContaining({ where: 'timeslots.0.day' }) as SolverInputError,
  );
  expect(() => readJson('{')).toThrow(SolverInputError);
});

test('a wrong call is answered with how to call it', () => {
  for (const args of [['solve'], ['solve', 'x.json', '--seconds', '-1', '--out', 'y'], ['dance', 'x']]) {
    expect(() => run(...args)).toThrow(
      expect.objectContaining({ status: 2, stderr: expect.stringContaining('usage:') as string }) as Error,
    );
  }
});
