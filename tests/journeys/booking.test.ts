import type { FreeTimes, Meeting, MeetingFigures, MeetingPage } from '@everexpo/contracts';
import { describe, expect, test } from 'vitest';
import { aCurrentEdition, anInterest, aPerson } from '../../apps/api/src/testing/builders/index.ts';
import { phone } from '../support/browser/browser.ts';
import { useJourney } from '../support/journey.ts';
import { endNegotiation, untilBothSeeEachOther } from '../support/pages/negotiation-pages.ts';
import { killEverything, startEverything } from '../support/faults/outage.ts';

/** A meeting for later: asked for, booked, and turned up for by both. */
describe('booking a meeting', () => {
  const journey = useJourney({ proxied: true });

  test('a meeting is asked for, booked and reminded of; who knocks is let in; both say what came of it', async () => {
    // The figures are those of the current edition.
    const { owner, edition } = await aCurrentEdition(journey.host);
    const { investor } = await anInterest(journey.host, { owner, edition });
    const organizer = await aPerson(journey.host, { roles: ['organizer'] });
    const figures = () => organizer.client.ask<MeetingFigures>('GET', '/api/meeting-figures');
    expect(await figures()).toMatchObject({ realised: 0 });
    const [ownerPage, investorPage] = [await journey.page(owner), await journey.page(investor, { viewport: phone })];

    // It is asked for, countered and accepted.
    await investorPage.goto('/mine');
    await investorPage.getByRole('button', { name: '约谈', exact: true }).click();
    await investorPage.getByLabel('想谈什么').fill('中试线选址');
    await investorPage.getByRole('button', { name: '发出邀约' }).click();
    await investorPage.getByText('等待对方答复。').waitFor();
    await ownerPage.goto('/mine');
    await ownerPage.getByRole('button', { name: '提议其他时间' }).click();
    await ownerPage
      .getByRole('group', { name: /各方都有空的时间/ })
      .getByRole('checkbox')
      .first()
      .check();
    await ownerPage.getByRole('button', { name: '提议', exact: true }).click();
    await investorPage.getByRole('button', { name: '接受', exact: true }).click();
    await investorPage.getByText('已约定', { exact: false }).first().waitFor();
    const { items } = await investor.client.ask<MeetingPage>('GET', '/api/meetings?show=upcoming');
    expect(items).toMatchObject([{ state: 'accepted', note: '中试线选址' }]);
    const { id } = items[0] as Meeting;
    expect((await owner.client.ask<FreeTimes>('GET', `/api/meetings/${id}/free-times`)).times).not.toEqual([]);

    // It is reminded of, and who knocks is let in.
    await beginsIn(id, 4);
    await investorPage.getByText('约谈即将开始', { exact: false }).first().waitFor();
    await investorPage.goto(`/negotiations/${id}`);
    await investorPage.getByRole('button', { name: '打开摄像头进入' }).click();
    await investorPage.getByText('已告知项目方您到了').waitFor();
    await ownerPage.goto(`/negotiations/${id}`);
    await ownerPage.getByRole('button', { name: '打开摄像头进入' }).click();
    await ownerPage.getByRole('button', { name: '请进' }).click();
    await untilBothSeeEachOther({ owner: ownerPage, investor: investorPage });

    // Both sides say what came of it.
    await endNegotiation(ownerPage);
    await ownerPage.getByLabel('下一步').fill('三个月后再看样机');
    for (const [page, outcome] of [
      [ownerPage, 'next-meeting'],
      [investorPage, 'agreement'],
    ] as const) {
      await page.getByLabel('本方的结论').selectOption(outcome);
      await page.getByRole('button', { name: '保存' }).click();
      await page
        .getByText(outcome === 'agreement' ? '达成协议' : '三个月后再看样机')
        .first()
        .waitFor();
    }
    const { outcomes } = await owner.client.ask<Meeting>('GET', `/api/meetings/${id}`);
    expect(outcomes).toHaveLength(2);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ side: 'owner', outcome: 'next-meeting', nextSteps: '三个月后再看样机' }),
        expect.objectContaining({ side: 'investor', outcome: 'agreement' }),
      ]),
    );
    await expect.poll(figures).toMatchObject({ realised: 1 });
  });

  test.each([
    ['before it is committed', 'commit', 'requested'],
    ['when it is committed and not answered yet', 'committed', 'accepted'],
  ] as const)(
    'everything is killed while a request is accepted, %s: one meeting all the same',
    async (_, point, left) => {
      const { owner, investor, interest } = await anInterest(journey.host);
      const path = `/api/interests/${interest.id}/meeting-requests`;
      const { id, revision } = await investor.client.ask<Meeting>('POST', path, { note: '再谈一次' });
      const key = `accepted-once-${point}`;
      const accept = () => owner.client.create(`/api/meetings/${id}/accept`, { revision }, key);
      const held = journey.host.proxy.whenHeld(key, point);
      const answered = accept().then(
        ({ status }) => status,
        () => 'the connection broke',
      );
      await Promise.race([held, answered]);
      await killEverything(journey.host);
      expect(await answered, 'nobody has an answer').toBe('the connection broke');
      await startEverything(journey.host);
      await expect.poll(() => owner.client.ask('GET', `/api/meetings/${id}`)).toMatchObject({ state: left });
      expect((await accept()).status).toBe(200);
      const { items } = await owner.client.ask<MeetingPage>('GET', '/api/meetings?show=upcoming');
      expect(items).toMatchObject([{ id, state: 'accepted' }]);
      const steps = await journey.host.asOwner(`SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id`, [id]);
      expect(steps, 'accepted once').toEqual([{ action: 'meeting.request' }, { action: 'meeting.accepted' }]);
    },
  );

  /** Moves the clock on: a meeting that is booked begins in so many minutes. */
  async function beginsIn(meetingId: string, minutes: number): Promise<void> {
    const { asOwner } = journey.host;
    await asOwner(
      `UPDATE meeting SET starts_at = now() + make_interval(mins => $2),
                          ends_at = now() + make_interval(mins => $2 + minutes) WHERE id = $1`,
      [meetingId, minutes],
    );
    await asOwner(
      `UPDATE meeting_party p SET occupied = tstzrange(m.starts_at, m.ends_at)
         FROM meeting m WHERE m.id = p.meeting_id AND m.id = $1`,
      [meetingId],
    );
  }
});
