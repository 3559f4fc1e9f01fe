import type { Draft, QuestionPage, Version } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { aGrid, aLiveSession, aPerson } from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';
import { aMoveOnGrid } from '../support/pages/workspace-grid.ts';

const large = { viewport: { width: 1600, height: 1000 } };

/** The database has committed what a page sent, and nobody is told so: the connection breaks before its answer. */
describe('what was done and not answered', () => {
  const journey = useJourney({ proxied: true });

  /** Does what sends this text, and loses the answer of the transaction that it is part of. */
  async function losingAnswer(text: string, act: () => Promise<void>): Promise<void> {
    const held = journey.host.proxy.whenHeld(text, 'committed');
    await act();
    (await held)?.cut();
  }

  /** The workspace's page for publishing, with what its edition's versions are by now. */
  async function aPublishing() {
    const edition = await aGrid(journey.host);
    const organizer = await aPerson(journey.host, { roles: ['organizer'] });
    const { client } = organizer;
    const path = `/api/editions/${edition.id}`;
    const page = await journey.page(organizer, large);
    await page.goto(`/prepare/${edition.id}?tab=publish`);
    const panel = page.getByRole('region', { name: '发布' });
    await panel.getByText('首次发布').waitFor();
    return {
      page,
      panel,
      /** Moves a session as another page of the organizer would. */
      async move() {
        const draft = await client.ask<Draft>('GET', `${path}/draft`);
        const { session, to } = await aMoveOnGrid(organizer, edition, draft);
        const placements = [{ sessionId: session.id, revision: session.revision, ...to }];
        await client.ask('POST', `${path}/draft/placements`, { placements });
        return { id: session.id, ...to };
      },
      publish: () => panel.getByRole('button', { name: '立即发布', exact: true }).click(),
      restore: () => panel.getByRole('button', { name: '恢复此版' }).last().click(),
      notes: async () => {
        const { items } = await client.ask<{ items: Version[] }>('GET', `${path}/versions`);
        return items.map(({ note }) => note);
      },
      pending: (count: number) => page.getByRole('heading', { name: `待发布的改动（${count}）` }).waitFor(),
    };
  }

  const untilSaid = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

  test('a version that was published is shown, and pressed again it is the same', async () => {
    const { page, panel, publish, move, pending, notes } = await aPublishing();
    await move();
    await pending(1);
    await panel.getByLabel('版本说明').fill('没有回音的版本');
    await losingAnswer('没有回音的版本', publish);
    await panel.getByRole('alert').waitFor();
    await panel.getByRole('listitem').filter({ hasText: '没有回音的版本' }).waitFor();
    await pending(0);
    await publish();
    await untilSaid(page, '已发布第 2 版');
    expect(await notes()).toEqual(['没有回音的版本', '首次发布']);
  });

  test('what is moved after that is published as a version of its own', async () => {
    const { page, panel, publish, move, pending, notes } = await aPublishing();
    await panel.getByLabel('版本说明').fill('没有回音');
    await losingAnswer('没有回音', publish);
    await panel.getByRole('listitem').filter({ hasText: '没有回音' }).waitFor();
    const { id, roomId, startsAt } = await move();
    await pending(1);
    await publish();
    await untilSaid(page, '已发布第 3 版');
    expect(await notes()).toEqual(['没有回音', '没有回音', '首次发布']);
    const row = await journey.host.asOwner(`SELECT room_id AS "roomId", starts_at AS at FROM session WHERE id = $1`, [
      id,
    ]);
    expect(row).toEqual([{ roomId, at: new Date(startsAt) }]);
  });

  test('a version that was restored is restored once, however often it is pressed', async () => {
    const { page, panel, publish, restore, move, pending, notes } = await aPublishing();
    await move();
    await pending(1);
    await panel.getByLabel('版本说明').fill('第二版');
    await publish();
    await untilSaid(page, '已发布第 2 版');
    await losingAnswer('恢复到第 1 版', restore);
    await panel.getByRole('alert').waitFor();
    await panel.getByRole('listitem').filter({ hasText: '恢复到第 1 版' }).waitFor();
    await restore();
    await panel.getByRole('alert').waitFor({ state: 'detached' });
    await expect.poll(() => panel.getByRole('button', { name: '恢复此版' }).first().isEnabled()).toBe(true);
    expect(await notes()).toEqual(['恢复到第 1 版', '第二版', '首次发布']);
  });

  test('a question that was taken is asked once', async () => {
    const { session } = await aLiveSession(journey.host, { pitches: 1 });
    const person = await aPerson(journey.host);
    const page = await journey.page(person);
    await page.goto(`/sessions/${session.id}`);
    await page.getByRole('tab', { name: '提问' }).click();
    const field = page.getByLabel('提一个问题');
    const send = () => page.getByRole('button', { name: '提交' }).click();
    await field.fill('没有回音的提问？');
    await losingAnswer('没有回音的提问？', send);
    await expect.poll(() => page.getByRole('button', { name: '提交' }).isEnabled()).toBe(true);
    expect(await field.inputValue()).toBe('没有回音的提问？');
    await send();
    await expect.poll(() => field.inputValue()).toBe('');
    const { items } = await person.client.ask<QuestionPage>('GET', `/api/sessions/${session.id}/questions`);
    expect(items.map(({ body }) => body)).toEqual(['没有回音的提问？']);
  });
});
