import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupIntoSessions, type Waiting } from './group-into-sessions.ts';

const project = (at: number, part: Partial<Waiting> = {}): Waiting => ({
  id: `p${at}`,
  ownerId: `o${at}`,
  track: 'achievement',
  field: 'materials',
  city: 'chengdu',
  theme: `主题${at}`,
  ...part,
});

test('nobody is lost or doubled, and every session has its number of pitches of one track and field', () => {
  const Project = fc.record({
    owner: fc.nat(30),
    track: fc.constantFrom('achievement' as const, 'hightech' as const),
    field: fc.constantFrom('materials' as const, 'energy' as const),
    city: fc.constantFrom('chengdu' as const, 'yibin' as const),
  });
  fc.assert(
    fc.property(fc.array(Project, { maxLength: 200 }), (list) => {
      const waiting = list.map(({ owner, ...rest }, at) => project(at, { ownerId: `o${owner}`, ...rest }));
      const { groups, left } = groupIntoSessions(waiting, 18, 26);
      const all = [...groups.flatMap((group) => group.projects), ...left].map((one) => one.id);
      expect(all.toSorted()).toEqual(waiting.map((one) => one.id).toSorted());
      for (const { track, field, projects } of groups) {
        expect(projects.length).toBeGreaterThanOrEqual(18);
        expect(projects.length).toBeLessThanOrEqual(26);
        expect(projects.every((one) => one.track === track && one.field === field)).toBe(true);
      }
    }),
  );
});

test('makes even sessions, keeps an owner together, and orders by city and theme', () => {
  const waiting = Array.from({ length: 44 }, (_, at) =>
    project(at, { city: at % 2 === 0 ? 'yibin' : 'chengdu', ownerId: at === 3 || at === 40 ? 'twice' : `o${at}` }),
  );
  const { groups, left } = groupIntoSessions(waiting, 18, 26);
  expect(left).toEqual([]);
  expect(groups.map((group) => group.projects.length)).toEqual([22, 22]);
  expect(groups.filter((group) => group.projects.some((one) => one.ownerId === 'twice'))).toHaveLength(1);
  expect(groups[0]?.projects.slice(0, 5).every((one) => one.city === 'chengdu')).toBe(true);
});

test('leaves what is too little for a session', () => {
  const { groups, left } = groupIntoSessions(
    Array.from({ length: 30 }, (_, at) => project(at)),
    18,
    26,
  );
  expect(groups.map((group) => group.projects.length)).toEqual([26]);
  expect(left).toHaveLength(4);
  expect(groupIntoSessions([project(1)], 18, 26)).toMatchObject({ groups: [], left: [{ id: 'p1' }] });
});
