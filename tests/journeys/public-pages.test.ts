import { expect, test } from 'vitest';
import { anEdition, aPerson, step, type BuiltSession } from '../../apps/api/src/testing/builders/index.ts';
import { routes } from '../../apps/web/src/routes.ts';
import { dayInChina, timeInChina } from '../support/china-time.ts';
import { useJourney } from '../support/journey.ts';

/** What everybody reads of an edition: what is on, what was, and whose clock the times are of. */
const journey = useJourney();

test('a session whose hour has passed is not the next one, and one that never ran promises no replay', async () => {
  const edition = await anEdition(journey.host)
    .withSession({ startsIn: -13 })
    .withSession({ startsIn: 25 })
    .withSession({ startsIn: -200 })
    .withSession({ startsIn: -60 })
    .current()
    .build();
  const [late, next, missed, ran] = edition.sessions as [BuiltSession, BuiltSession, BuiltSession, BuiltSession];
  const organizer = await aPerson(journey.host, { roles: ['organizer'] });
  for (const action of ['open', 'close'] as const) await step(organizer.client, ran.id, action);
  const page = await journey.page(null);
  await page.goto('/');
  await page.getByText(`下一场 ${timeInChina(next.startsAt)} 开始`).waitFor();
  const linkTo = ({ id }: BuiltSession) => page.getByRole('main').locator(`a[href="/sessions/${id}"]`);
  await linkTo(late).getByText('尚未开始').waitFor();
  expect(await linkTo(next).getByText('尚未开始').count()).toBe(0);

  for (const [session, word] of [
    [late, '尚未开始'],
    [missed, '未举行'],
    [ran, '已结束'],
  ] as const) {
    await page.goto(`/programme?day=${dayInChina(session.startsAt)}`);
    await linkTo(session).getByText(word).first().waitFor();
  }
  await page.goto(`/sessions/${late.id}`);
  await page.getByText(`原定 ${timeInChina(late.startsAt)} 开始，请稍候；开始后会自动进入。`).waitFor();
  await page.goto(`/sessions/${missed.id}`);
  await page.getByText('本场没有举行').waitFor();
  await page.goto(`/sessions/${ran.id}`);
  await page.getByText('本场没有录制，不会有回放。').waitFor();
});

test('an address whose id is none is no page, whatever is below it', async () => {
  const page = await journey.page(null);
  const paths = routes.map(({ path }) => path).filter((path) => /:(id|edition)\b/.test(path));
  expect(paths.length).toBeGreaterThan(8);
  for (const path of paths) {
    await page.goto(path.replace(/:(id|edition)\b/, 'abc').replaceAll(':', ''));
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  }
});

test("a page that cannot be fetched says so in the reader's language, and comes when tried again", async () => {
  for (const [file, said] of [
    [/\/assets\/home-page-/, '出了点问题'],
    [/\/assets\/home\.zh-/, '出了点问题'],
    [/\/assets\/common\.zh-/, '页面没有载入，请检查网络后重试。'],
  ] as const) {
    const page = await journey.page(null);
    let refused = 0;
    await page.route(file, (route) => {
      refused += 1;
      return route.abort();
    });
    await page.goto('/');
    await page.getByText(said).waitFor();
    expect(refused).toBeGreaterThan(0);
    await page.unroute(file);
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('navigation').getByRole('link', { name: '首页' }).waitFor();
    expect(await page.getByText(said).count()).toBe(0);
  }
});

test('texts come a page and a language at a time; a change of language waits for all that is shown', async () => {
  const page = await journey.page(null);
  const fetched = new Set<string>();
  page.on('request', (request) => {
    const [, texts] = /\/assets\/([\w-]+\.(?:zh|en))-/.exec(request.url()) ?? [];
    if (texts) fetched.add(texts);
  });
  const held = Promise.withResolvers<void>();
  await page.route(/\/assets\/(home\.en|programme\.en)-/, async (route) => {
    await held.promise;
    await route.continue();
  });
  const navigation = page.getByRole('navigation');
  await page.goto('/');
  await navigation.getByRole('link', { name: '日程' }).waitFor();
  expect([...fetched].sort()).toEqual(['common.zh', 'home.zh', 'shell.zh']);

  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => fetched.has('home.en')).toBe(true);
  await navigation.getByRole('link', { name: '日程' }).click();
  await expect.poll(() => fetched.has('programme.zh')).toBe(true);
  await page.getByRole('heading', { name: '日程' }).waitFor();
  held.resolve();
  await navigation.getByRole('link', { name: 'Programme' }).waitFor();
  await page.getByRole('heading', { name: 'Programme' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  const all = ['common', 'home', 'programme', 'shell'].flatMap((name) => [`${name}.en`, `${name}.zh`]);
  expect([...fetched].sort()).toEqual(all);

  await navigation.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('heading', { name: 'Projects' }).waitFor();
  expect([...fetched].sort()).toEqual([...all, 'projects.en'].sort());
});

test('a project that cannot be asked about promises no button: attendees read who can', async () => {
  const edition = await anEdition(journey.host).withSession({ pitches: 1 }).build();
  const path = `/projects/${edition.sessions[0]?.pitches[0]?.project.id}`;
  const page = await journey.page(await aPerson(journey.host));
  await page.goto(path);
  await page.getByText('只有投资方可以表达意向并约谈。').waitFor();
  await page.goto('/mine');
  await page.getByText('还没有对接意向。').waitFor();
  expect(await page.getByText('按下').count()).toBe(0);
  const guest = await journey.page(null);
  await guest.goto(path);
  await guest.getByText('登录投资方账号后可约谈').waitFor();
});

test('front page and programme say their zone to a reader elsewhere; at home the programme alone', async () => {
  const note = /时间为 Asia\/Shanghai \(GMT\+8\) 时区/;
  const abroad = await journey.page(null, { timezoneId: 'Europe/Paris' });
  for (const path of ['/', '/programme']) {
    await abroad.goto(path);
    await abroad.getByText(note).first().waitFor();
  }
  const near = await journey.page(null, { timezoneId: 'Asia/Singapore' });
  await near.goto('/');
  await near.getByRole('heading', { name: '接下来' }).waitFor();
  expect(await near.getByText(note).count()).toBe(0);
  await near.goto('/programme');
  await near.getByText(note).first().waitFor();
});
