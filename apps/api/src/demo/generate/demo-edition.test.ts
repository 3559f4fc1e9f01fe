import { City, Field, Track } from '@everexpo/contracts';
import { describe, expect, test } from 'vitest';
import { generateDemoEdition, type DemoEdition } from './demo-edition.ts';
import { pastAgreements } from './past-agreements.ts';
import { seeded } from './random.ts';

const now = new Date('2026-11-25T02:20:00Z');
const demo = generateDemoEdition(2026, now);

describe('the demo edition', () => {
  test('is the same to the byte for the same seed and instant', () => {
    expect(JSON.stringify(generateDemoEdition(2026, now))).toBe(JSON.stringify(demo));
    expect(JSON.stringify(generateDemoEdition(2027, now))).not.toBe(JSON.stringify(demo));
    expect(pastAgreements(seeded(1), demo, now)).toEqual(pastAgreements(seeded(1), demo, now));
  });

  test('has the size of the real one', () => {
    expect(demo.sessions).toHaveLength(101);
    expect(demo.projects).toHaveLength(2350);
    expect(demo.pitches).toHaveLength(2350);
    expect(demo.rooms.map(({ mode, seats }) => `${mode} ${seats}`)).toEqual([
      'both 800',
      'both 400',
      'both 300',
      'both 240',
      'both 180',
      'both 120',
      'both 80',
      'both 60',
      'online 0',
      'online 0',
      'online 0',
      'online 0',
    ]);
    expect(demo.organisations).toHaveLength(700);
    expect(demo.people).toHaveLength(3200);
    expect(pastAgreements(seeded(1), demo, now)).toHaveLength(260);
  });

  test('covers every track, field and city, and no two titles are alike', () => {
    expect(new Set(demo.projects.map(({ track }) => track)).size).toBe(Track.options.length);
    expect(new Set(demo.projects.map(({ field }) => field)).size).toBe(Field.options.length);
    expect(new Set(demo.projects.map(({ city }) => city)).size).toBe(City.options.length);
    expect(new Set(demo.projects.map(({ title_zh }) => title_zh)).size).toBe(2350);
    expect(new Set(demo.projects.map(({ title_en }) => title_en)).size).toBeGreaterThan(2300);
    expect(new Set(demo.organisations.map(({ name_zh }) => name_zh)).size).toBe(700);
    expect(demo.projects.every(({ title_zh, summary_zh }) => !`${title_zh}${summary_zh}`.includes('undefined'))).toBe(
      true,
    );
  });
});

describe.each(Array.from({ length: 24 }, (_, hour) => hour))("started at %i o'clock in Shanghai", (hour) => {
  const midnight = Date.parse('2026-11-24T16:00:00Z');
  const started = new Date(midnight + (hour * 60 + 3) * 60_000);
  const edition = generateDemoEdition(2026, started);

  test('one session is about to begin, others lie before and after it', () => {
    const starts = edition.sessions.map(({ starts_at }) => Date.parse(starts_at));
    const hero = (starts[0] ?? 0) - started.getTime();
    expect(hero).toBeGreaterThanOrEqual(10 * 60_000);
    expect(hero).toBeLessThanOrEqual(15 * 60_000);
    expect(starts.filter((start) => start === starts[0])).toHaveLength(1);
    expect(Math.min(...starts)).toBeLessThan(started.getTime());
    expect(starts.filter((start) => start > (starts[0] ?? 0)).length).toBeGreaterThan(20);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(midnight);
    expect(Math.max(...starts)).toBeLessThan(midnight + 3 * 86_400_000);
  });

  test('no room holds two sessions at once, and nobody pitches in two', () => {
    expect(overlaps(edition, ({ room_id }) => [room_id])).toEqual([]);
    const owners = new Map<string, Set<string>>();
    const projects = new Map(edition.projects.map((project) => [project.id, project]));
    for (const pitch of edition.pitches) {
      const set = owners.get(pitch.session_id) ?? new Set();
      set.add(projects.get(pitch.project_id)?.owner_id ?? '');
      owners.set(pitch.session_id, set);
    }
    expect(overlaps(edition, ({ id }) => [...(owners.get(id) ?? [])])).toEqual([]);
  });
});

/** Pairs of sessions that use the same thing at the same time. */
function overlaps({ sessions }: DemoEdition, uses: (session: DemoEdition['sessions'][number]) => string[]): string[] {
  const byThing = new Map<string, DemoEdition['sessions']>();
  for (const session of sessions)
    for (const thing of uses(session)) byThing.set(thing, [...(byThing.get(thing) ?? []), session]);
  return [...byThing.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => a.starts_at.localeCompare(b.starts_at));
    return sorted
      .slice(1)
      .flatMap((session, index) =>
        session.starts_at < (sorted[index]?.ends_at ?? '') ? [`${sorted[index]?.code} ${session.code}`] : [],
      );
  });
}
