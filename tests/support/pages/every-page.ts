import type { Interest } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { hallCode } from '../../../apps/api/src/live/hall/hall-code.ts';
import {
  aDraftAgreement,
  aLiveSession,
  aMeeting,
  anAgreementToSign,
  anEdition,
  aPaper,
  aPerson,
  aRegisteredAgreement,
  aRegisteredPaper,
  demoPerson,
  type Host,
  type MeetingFixture,
  type Person,
} from '../../../apps/api/src/testing/builders/index.ts';
import { until } from '../until.ts';

/** Whoever has scanned a QR code presses this. */
const HERE = /^(我到了|I’m here)$/;

/** Routes of the web app, who opens them and what they press: a page has a place here before it is merged. */
export const pages: Record<string, { route: string; as?: keyof EveryPage['people']; press?: RegExp }> = {
  home: { route: '/' },
  programme: { route: '/programme' },
  projects: { route: '/projects' },
  project: { route: '/projects/:id' },
  session: { route: '/sessions/:id', as: 'attendee' },
  console: { route: '/sessions/:id', as: 'organizer' },
  'green room': { route: '/sessions/:id', as: 'owner' },
  hall: { route: '/sessions/:id/hall', as: 'staff' },
  'check-in at the hall': { route: '/sessions/:id/check-in/:code', as: 'attendee' },
  'checked in at the hall': { route: '/sessions/:id/check-in/:code', as: 'attendee', press: HERE },
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
  'check-in': { route: '/check-in/:token', as: 'visitor' },
  'checked in': { route: '/check-in/:token', as: 'visitor', press: HERE },
  agreement: { route: '/agreements/:id', as: 'investor' },
  'agreement to keep': { route: '/agreements/:id', as: 'signatory' },
  'missed call': { route: '/negotiations/:id', as: 'signatory' },
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
  notices: { route: '/notices', as: 'investor' },
  help: { route: '/help' },
  privacy: { route: '/privacy' },
  'no such page': { route: '*' },
};

export interface EveryPage {
  /** Who opens them. */
  people: Record<
    'attendee' | 'organizer' | 'owner' | 'staff' | 'investor' | 'partner' | 'demoOwner' | 'signatory' | 'visitor',
    Person
  >;
  /** Addresses by the page's name; a page whose route has no parameters is at its route. */
  paths: Record<string, string>;
}

/** Builds what there is to see on every page. */
export async function buildEveryPage(host: Host): Promise<EveryPage> {
  const person = (role: 'attendee' | 'organizer' | 'staff') => aPerson(host, { roles: [role] });
  const live = await aLiveSession(host);
  const negotiation = await aMeeting(host);
  const { investor, owner: partner } = negotiation;
  const draft = await aDraftAgreement(host, { fixture: negotiation });
  const ready = await anAgreementToSign(host, { fixture: negotiation });
  const other = await anEdition(host)
    .withSession({ owners: [partner] })
    .build();
  const project = other.sessions[0]?.pitches[0]?.project.id;
  const wish = await investor.client.ask<Interest>('POST', `/api/projects/${project}/interests`, {});
  await investor.client.ask('POST', `/api/interests/${wish.id}/meeting-requests`, { note: '想谈中试线' });
  await aPaper(host);
  await aRegisteredPaper(host, { amountFen: 56_000_000 });
  const [attendee, organizer, staff] = await Promise.all([person('attendee'), person('organizer'), person('staff')]);
  const owner = live.session.pitches[0]?.owner as Person;
  const demoOwner = await demoPerson(host, 'owner');
  const kept = await aRegisteredAgreement(host);
  const signatory = kept.investor;
  await signatory.client.ask('POST', `/api/agreements/${kept.agreement.id}/milestones`, {
    title: '样机验收',
    dueOn: '2039-12-31',
  });
  await signatory.client.ask('POST', `/api/meetings/${kept.meeting.id}/end`);
  // Nobody else's: a call that is not answered on another page ends its meeting.
  const onSite = await aMeeting(host);
  const people = {
    attendee,
    organizer,
    owner,
    staff,
    investor,
    partner,
    demoOwner,
    signatory,
    visitor: onSite.investor,
  };
  const editions = await host.asOwner<{ id: string; year: number; open: boolean }>(
    `SELECT id, year, opened_at IS NOT NULL AS open FROM edition WHERE demo ORDER BY year`,
  );
  const [lastYear, now, next] = editions;
  const table = await tableOf(host, onSite);
  const session = `/sessions/${live.session.id}`;
  const paths = {
    'no such page': '/nowhere',
    project: `/projects/${live.session.pitches[0]?.project.id}`,
    session,
    console: session,
    'green room': session,
    hall: `${session}/hall`,
    replay: `${session}/replay`,
    // Good for a few minutes only.
    get 'check-in at the hall'() {
      return `${session}/check-in/${hallCode(host.secret, live.session.id)}`;
    },
    get 'checked in at the hall'() {
      return this['check-in at the hall'];
    },
    negotiation: `/negotiations/${negotiation.meeting.id}`,
    'check-in': `/check-in/${table}`,
    'checked in': `/check-in/${table}`,
    agreement: `/agreements/${draft.agreement.id}`,
    'agreement to keep': `/agreements/${kept.agreement.id}`,
    'missed call': `/negotiations/${kept.meeting.id}`,
    'agreement to sign': `/agreements/${ready.agreement.id}`,
    workspace: `/prepare/${now?.id}`,
    'edition setup': `/prepare/${now?.id}/setup`,
    selection: `/prepare/${next?.id}/selection`,
    verification: `/verify/KC-${lastYear?.year}-0001`,
  };
  return { people, paths };
}

/**
 * Gives a meeting a table for a day, from a few minutes hence: nobody is late for it yet.
 * @returns what stands in the table's QR code
 */
async function tableOf(host: Host, { edition, meeting }: MeetingFixture): Promise<string> {
  const [table] = await host.asOwner<{ token: string }>(
    `WITH t AS (INSERT INTO meeting_table (edition_id, number) VALUES ($1, 1) RETURNING id, token),
          m AS (UPDATE meeting SET starts_at = now() + interval '10 minutes', ends_at = now() + interval '1 day'
                 WHERE id = $2 RETURNING id, starts_at, ends_at),
          b AS (INSERT INTO table_booking (meeting_id, table_id, occupied)
                SELECT m.id, t.id, tstzrange(m.starts_at, m.ends_at) FROM m, t)
     SELECT token FROM t`,
    [edition.id, meeting.id],
  );
  if (!table) throw new Error('the meeting has no table');
  return table.token;
}

/** Opens a page by its name, waits until it is all there and, where there is something to press, until that is done. */
export async function openByName(page: Page, name: string, { paths }: EveryPage): Promise<void> {
  const { route, press } = pages[name] as (typeof pages)[string];
  await page.goto(paths[name] ?? route);
  await untilShown(page);
  if (!press) return;
  const button = page.getByRole('button', { name: press });
  await button.click();
  await button.waitFor({ state: 'detached' });
}

/** The page has its heading, and nothing on it is still being fetched. */
async function untilShown(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await untilFetched(page);
}

/** Nothing on the page is still being fetched: it is there, or has failed for good. */
export async function untilFetched(page: Page): Promise<void> {
  const loading = page.getByRole('status', { name: /^(载入中|Loading)/ });
  await until('nothing is being fetched', async () => (await loading.count()) === 0);
}
