import { expect, test } from 'vitest';
import { anEdition, aPerson, type BuiltPitch, type BuiltSession } from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';

/** Finding something: by keys from anywhere, in the list of projects, and again among one's favourites. */
const journey = useJourney();

test('a project is found by initials from any page, saved signed out, and found again signed in', async () => {
  const edition = await anEdition(journey.host).withSession({ pitches: 3 }).current().build();
  const [session] = edition.sessions as [BuiltSession];
  const [pitch, other] = session.pitches as [BuiltPitch, BuiltPitch];
  await journey.host.asOwner(`UPDATE project SET title_zh = '高安全液流储能系统' WHERE id = $1`, [pitch.project.id]);
  await journey.host.asOwner(`UPDATE project SET title_zh = '航空叶片检测' WHERE id = $1`, [other.project.id]);

  const page = await journey.page(null);
  await page.goto('/programme');
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog');
  await page.keyboard.type('没有这回事');
  await dialog.getByText('没有找到“没有这回事”').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('ylcn');
  const option = dialog.getByRole('option', { name: '高安全液流储能系统' });
  expect(await option.locator('mark').first().textContent()).toBe('液流储能');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '高安全液流储能系统' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/projects/${pitch.project.id}`);
  expect(await dialog.count()).toBe(0);

  await page.keyboard.press('/');
  await dialog.getByRole('option', { name: 'ylcn' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '收藏', exact: true }).click();
  await page.getByRole('button', { name: '已收藏', exact: true }).waitFor();

  await page.getByRole('navigation').getByRole('link', { name: '项目' }).click();
  const search = page.getByRole('searchbox', { name: '搜索项目' });
  await search.fill('成都 叶片');
  await page.getByRole('status').filter({ hasText: '共 1 个项目' }).waitFor();
  await page.locator('mark', { hasText: '叶片' }).waitFor();
  await page.waitForURL((url) => url.searchParams.get('q') === '成都 叶片');
  await page.getByRole('button', { name: '生物与新医药' }).click();
  await page.getByRole('button', { name: '去掉“成都”' }).waitFor();
  await page.getByRole('button', { name: '清空全部条件' }).click();
  await page.getByRole('status').filter({ hasText: '共 3 个项目' }).waitFor();
  expect(await search.inputValue()).toBe('');

  const person = await aPerson(journey.host);
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(person.cookie) ?? [];
  await page.context().addCookies([{ name, value, url: journey.host.url, httpOnly: true, sameSite: 'Lax' }]);
  await page.goto('/projects?favourites=1');
  await page.getByRole('status').filter({ hasText: '共 1 个项目' }).waitFor();
  await page.getByRole('link', { name: '高安全液流储能系统' }).waitFor();
  await expect
    .poll(() => person.client.ask<{ projectIds: string[] }>('GET', '/api/favourites'))
    .toEqual({ projectIds: [pitch.project.id] });
});
