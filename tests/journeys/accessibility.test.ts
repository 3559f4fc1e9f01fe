import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interest } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  aDraftAgreement,
  aLiveSession,
  aMeeting,
  anAgreementToSign,
  anEdition,
  aPaper,
  aPerson,
  demoPerson,
  type Person,
} from '../../apps/api/src/testing/builders/index.ts';
import { appearances, overflowOf, setAppearance } from '../support/appearance.ts';
import { violations } from '../support/axe.ts';
import { useJourney } from '../support/journey.ts';
import { ROOT } from '../support/stack.ts';

/** Every page in both languages, both themes and at 360 px: no horizontal scrolling, nothing that axe-core finds wrong. */
const journey = useJourney();

/** Routes of the web app, and who opens them: a page has a place here before it is merged. */
const pages: Record<string, { route: string; as?: keyof People }> = {
  home: { route: '/' },
  programme: { route: '/programme' },
  projects: { route: '/projects' },
  project: { route: '/projects/:id' },
  session: { route: '/sessions/:id', as: 'attendee' },
  console: { route: '/sessions/:id', as: 'organizer' },
  'green room': { route: '/sessions/:id', as: 'owner' },
  hall: { route: '/sessions/:id/hall', as: 'staff' },
  'arrival in the hall': { route: '/sessions/:id/arrive/:code', as: 'attendee' },
  replay: { route: '/sessions/:id/replay', as: 'organizer' },
  replays: { route: '/replays' },
  'device check': { route: '/check', as: 'owner' },
  'control room': { route: '/control', as: 'organizer' },
  negotiation: { route: '/negotiations/:id', as: 'investor' },
  mine: { route: '/mine', as: 'investor' },
  'mine, with a request': { route: '/mine', as: 'partner' },
  'my projects': { route: '/mine', as: 'demoOwner' },
  'deal desk': { route: '/desk', as: 'staff' },
  tables: { route: '/desk/tables', as: 'organizer' },
  ceremony: { route: '/desk/ceremony', as: 'staff' },
  register: { route: '/desk/register', as: 'staff' },
  'check-in': { route: '/check-in/:token', as: 'investor' },
  agreement: { route: '/agreements/:id', as: 'investor' },
  'agreement to sign': { route: '/agreements/:id', as: 'partner' },
  editions: { route: '/prepare', as: 'organizer' },
  workspace: { route: '/prepare/:edition', as: 'organizer' },
  'edition setup': { route: '/prepare/:edition/setup', as: 'organizer' },
  selection: { route: '/prepare/:edition/selection', as: 'organizer' },
  submission: { route: '/submit', as: 'owner' },
  'verify a file': { route: '/verify' },
  verification: { route: '/verify/:number' },
  wall: { route: '/wall' },
  'sign-in': { route: '/sign-in' },
  'no such page': { route: '*' },
};
/** Not for people: what a recorder's browser shows. The recording journey opens it. */
const NOT_FOR_PEOPLE = ['/record/:id'];

interface People {
  attendee: Person;
  organizer: Person;
  owner: Person;
  staff: Person;
  investor: Person;
  partner: Person;
  demoOwner: Person;
}
let people: People;
const paths: Record<string, string> = { 'no such page': '/nowhere' };

beforeAll(async () => {
  const { host } = journey;
  const person = (role: 'attendee' | 'organizer' | 'staff') => aPerson(host, { roles: [role] });
  const live = await aLiveSession(host);
  const negotiation = await aMeeting(host);
  const { investor, owner: partner } = negotiation;
  const draft = await aDraftAgreement(host, { scene: negotiation });
  const ready = await anAgreementToSign(host, { scene: negotiation });
  const other = await anEdition(host)
    .withSession({ owners: [partner] })
    .build();
  const project = other.sessions[0]?.pitches[0]?.project.id;
  const wish = await investor.client.ask<Interest>('POST', `/api/projects/${project}/interests`, {});
  await investor.client.ask('POST', `/api/interests/${wish.id}/meeting-requests`, { note: '想谈中试线' });
  await aPaper(host);
  const [attendee, organizer, staff] = await Promise.all([person('attendee'), person('organizer'), person('staff')]);
  const owner = live.session.pitches[0]?.owner as Person;
  people = { attendee, organizer, owner, staff, investor, partner, demoOwner: await demoPerson(host, 'owner') };
  const editions = await host.asOwner<{ id: string; year: number; open: boolean }>(
    `SELECT id, year, opened_at IS NOT NULL AS open FROM edition WHERE demo ORDER BY year`,
  );
  const [lastYear, now, next] = editions;
  const session = `/sessions/${live.session.id}`;
  Object.assign(paths, {
    project: `/projects/${live.session.pitches[0]?.project.id}`,
    session,
    console: session,
    'green room': session,
    hall: `${session}/hall`,
    replay: `${session}/replay`,
    'arrival in the hall': `${session}/arrive/${'0'.repeat(22)}`,
    negotiation: `/negotiations/${negotiation.meeting.id}`,
    'check-in': `/check-in/${'0'.repeat(32)}`,
    agreement: `/agreements/${draft.agreement.id}`,
    'agreement to sign': `/agreements/${ready.agreement.id}`,
    workspace: `/prepare/${now?.id}`,
    'edition setup': `/prepare/${now?.id}/setup`,
    selection: `/prepare/${next?.id}/selection`,
    verification: `/verify/KC-${lastYear?.year}-0001`,
  });
});

test('every route of the web app has its place among the pages', () => {
  const source = readFileSync(join(ROOT, 'apps/web/src/app.tsx'), 'utf8');
  const routes = ['/', ...[...source.matchAll(/path="([^"]+)"/g)].map(([, path]) => path as string)];
  const covered = new Set([...Object.values(pages).map(({ route }) => route), ...NOT_FOR_PEOPLE]);
  expect(routes.filter((route) => !covered.has(route))).toEqual([]);
});

test.each(Object.keys(pages))('%s', async (name) => {
  const { route, as } = pages[name] as { route: string; as?: keyof People };
  const page = await journey.page(as ? people[as] : null, { bypassCSP: true });
  for (const appearance of appearances) {
    const { language, theme, viewport } = appearance;
    await setAppearance(page, appearance);
    await page.goto(paths[name] ?? route);
    await untilShown(page);
    expect.soft(await violations(page), `${language} ${theme}`).toEqual([]);
    expect.soft(await overflowOf(page), `${viewport.width} px`).toBeLessThanOrEqual(0);
    expect.soft(await untranslatedKeys(page), language).toEqual([]);
  }
});

/** The page has its heading, and nothing on it is still being fetched. */
async function untilShown(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.getByRole('status', { name: /^(载入中|Loading)/ }).count()).toBe(0);
}

const untranslatedKeys = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = document.body.innerText.match(/\b[a-z]+\.[a-zA-Z.]+[a-z]\b(?=\s|$)/gm) ?? [];
    return found.filter((word) => !/example|\.(xml|json)$/.test(word));
  });
