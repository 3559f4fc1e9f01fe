import type { MyProject } from '@everexpo/contracts';
import { expect, test } from 'vitest';
import { anEdition, aPerson } from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';

/** What an owner answers to an accepted project. */
const journey = useJourney();

test('withdrawing an accepted project asks for a second press: it cannot be taken back', async () => {
  const owner = await aPerson(journey.host, { roles: ['owner'] });
  const edition = await anEdition(journey.host)
    .withSession({ owners: [owner], pitches: 1 })
    .build();
  const project = edition.sessions[0]?.pitches[0]?.project;
  await journey.host.asOwner(`UPDATE project SET status = 'accepted' WHERE id = $1`, [project?.id]);
  const status = async () =>
    (await owner.client.ask<{ items: MyProject[] }>('GET', '/api/my-projects')).items.map((item) => item.status);
  const page = await journey.page(owner);
  await page.goto('/mine');
  await page.getByRole('button', { name: '放弃参加' }).click();
  const confirm = page.getByRole('button', { name: '再按一次，放弃参加后不能恢复' });
  await confirm.waitFor();
  expect(await status()).toEqual(['accepted']);
  await confirm.click();
  await page.getByText('已放弃参加').waitFor();
  expect(await status()).toEqual(['withdrawn']);
});
