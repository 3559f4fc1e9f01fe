import type { Call, Draft, Submission } from '@everexpo/contracts';
import { ruleText } from '@everexpo/contracts/problems';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  aCurrentEdition,
  aMeeting,
  anEdition,
  anInterest,
  aPerson,
} from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';
import { dateField, fillDate } from '../support/browser/date-fields.ts';
import { hasFocus, saidBeside } from '../support/browser/said-beside.ts';
import { chooseLanguage } from '../support/pages/own-menu.ts';

const DAY_MS = 86_400_000;

/** Long forms: what is wrong stands beside its field in the reader's language, and nothing typed is lost. */
describe('a form', () => {
  const journey = useJourney();
  const organizer = () => aPerson(journey.host, { roles: ['organizer'] });

  test('of a new edition names its wrong fields in either language, until they are right', async () => {
    const page = await journey.page(await organizer());
    await page.goto('/prepare');
    const code = page.getByLabel('代码（如 KC-2027）');
    await code.fill('KC-27');
    const days = page.getByLabel('天数');
    await days.fill('');
    await page.getByRole('button', { name: '创建' }).click();
    await expect.poll(() => saidBeside(code)).toBe(ruleText('edition_code', {}, 'zh'));
    await expect.poll(() => saidBeside(days)).toBe('这一项必填。');
    await expect.poll(() => hasFocus(code), { message: 'the first wrong field' }).toBe(true);

    await chooseLanguage(page, 'English');
    const inEnglish = page.getByLabel('Code (for example KC-2027)');
    await expect.poll(() => saidBeside(inEnglish)).toBe(ruleText('edition_code', {}, 'en'));
    expect(await inEnglish.inputValue()).toBe('KC-27');
    // Not what the page proposes: it goes on from the newest edition, and those of other tests are of any year.
    await inEnglish.fill('KC-2198');
    await expect.poll(() => saidBeside(inEnglish)).toBe('');
    await fillDate(dateField(page, 'First day'), '2198-05-01');
    await page.getByLabel('Number of days').fill('2');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(/\/prepare\/[^/]+\/setup$/);
  });

  test('of a request for a meeting names the time that is past, also where an earlier one was left empty', async () => {
    const { investor } = await anInterest(journey.host);
    const page = await journey.page(investor);
    await page.goto('/mine');
    await page.getByRole('button', { name: '约谈', exact: true }).click();
    await page.getByRole('button', { name: '再加一个时间' }).click();
    const [first, second] = [dateField(page, '时间 1'), dateField(page, '时间 2')];
    await fillDate(second, '2020-01-01T09:00');
    await page.getByRole('button', { name: '发出邀约' }).click();
    await expect.poll(() => saidBeside(second)).toBe(ruleText('in_future', {}, 'zh'));
    expect(await saidBeside(first)).toBe('');
    await second.getByRole('spinbutton').last().press('Backspace');
    await first.getByRole('spinbutton').first().focus();
    await expect.poll(() => saidBeside(second)).toBe('请填写完整，或全部清空。');
    await fillDate(second, '');
    await page.getByRole('button', { name: '发出邀约' }).click();
    await page.getByText('等待对方答复。').waitFor();
  });

  test('of rooms and one of rules: a list in one field, rows, and a field that was folded away', async () => {
    const edition = await anEdition(journey.host).withSession({ pitches: 1 }).build();
    const person = await organizer();
    const draft = () => person.client.ask<Draft>('GET', `/api/editions/${edition.id}/draft`);
    const page = await journey.page(person);
    await page.goto(`/prepare/${edition.id}/setup`);
    const rooms = page.locator('section', { has: page.getByRole('heading', { name: '会场', exact: true }) });
    await rooms.getByRole('button', { name: '添加会场' }).click();
    for (const [label, text] of [
      ['场馆（中文）', '会展中心'],
      ['场馆（英文）', 'Expo centre'],
      ['中文名称', '表单厅'],
      ['英文名称', 'Form hall'],
      ['设施', `舞台, ${'长'.repeat(41)}`],
    ] as const)
      await rooms.getByLabel(label, { exact: true }).fill(text);
    const features = rooms.getByLabel('设施');
    await rooms.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => saidBeside(features)).toBe('最多 40 个字符。');
    await features.fill('舞台, 同传');
    await rooms.getByRole('button', { name: '保存' }).click();
    await rooms.getByText('会展中心 · 表单厅').waitFor();
    expect((await draft()).rooms).toContainEqual(
      expect.objectContaining({ nameEn: 'Form hall', features: ['舞台', '同传'], seats: 100, opensAt: null }),
    );

    const rules = page.locator('form', { has: page.getByRole('heading', { name: '规则' }) });
    await rules.getByText('每条规则被违反时').click();
    const weight = rules.getByLabel('会场冲突 · 权重');
    await weight.fill('10');
    await rules.getByText('每条规则被违反时').click();
    await rules.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => hasFocus(weight), { message: 'unfolded' }).toBe(true);
    expect(await saidBeside(weight)).toBe('内容的格式不对。');
    await weight.fill('0/0/10');
    await rules.getByRole('button', { name: '添加步行时间' }).click();
    await rules.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => saidBeside(rules.getByLabel('从（场馆）'))).toBe('不能为空。');
    await rules.getByLabel('从（场馆）').fill('会展中心');
    await rules.getByLabel('到（场馆）').fill('科学厅');
    await rules.getByRole('button', { name: '保存' }).click();
    await rules.getByText('已保存。').waitFor();
    expect((await draft()).rules).toMatchObject({
      weights: { 'Room conflict': { hard: 0, medium: 0, soft: 10 } },
      travelTimes: [{ from: '会展中心', to: '科学厅', minutes: 10 }],
    });
  });

  test('of a call, of a project that answers it, and of its review', async () => {
    const { owner, edition } = await aCurrentEdition(journey.host);
    const person = await organizer();
    const page = await journey.page(person);
    await page.goto(`/prepare/${edition.id}/selection`);
    await page.getByText('征集', { exact: true }).click();
    await page.getByRole('button', { name: '添加问题' }).click();
    const closes = dateField(page, '截止时间');
    await fillDate(closes, '2001-01-01T00:00');
    const question = page.getByLabel('中文', { exact: true }).first();
    await page.getByLabel('英文', { exact: true }).first().fill('Who is on the team?');
    await page.getByLabel('必答').check();
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => saidBeside(question)).toBe('不能为空。');
    await question.fill('团队有哪些人？');
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => saidBeside(closes)).toBe(ruleText('later_than_start.call', {}, 'zh'));
    await fillDate(closes, new Date(Date.now() + DAY_MS).toISOString().slice(0, 16));
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();

    const title = await submit(await journey.page(owner));
    const submissions = () =>
      person.client.ask<{ items: Submission[] }>('GET', `/api/editions/${edition.id}/submissions?status=submitted`);
    const { items } = await submissions();
    expect(items).toMatchObject([{ project: { titleZh: title } }]);
    expect(await amountSought(title)).toBe(500_000_000);
    expect(Object.values(items[0]?.answers ?? {})).toEqual(['三位工程师']);

    await page.reload();
    await page.getByRole('button', { name: '评审', exact: true }).click();
    const score = page.getByLabel('创新性 (50%)');
    await score.fill('11');
    await page.getByRole('button', { name: '保存评审' }).click();
    await expect.poll(() => saidBeside(score)).toBe('不能大于 10。');
    await score.fill('7');
    await page.getByRole('button', { name: '保存评审' }).click();
    await expect.poll(async () => (await submissions()).items[0]?.mine?.scores.novelty).toBe(7);
    const { call } = await person.client.ask<{ call: Call }>('GET', `/api/editions/${edition.id}/call`);
    expect(call.criteria.map(({ id }) => id)).toEqual(['novelty', 'market']);
  });

  /** In fen; PostgreSQL hands a bigint over as text. */
  async function amountSought(title: string): Promise<number> {
    const rows = await journey.host.asOwner<{ amount: string }>(
      'SELECT amount_sought_fen AS amount FROM project WHERE title_zh = $1',
      [title],
    );
    return Number(rows[0]?.amount);
  }

  test('at the desk says what a paper lacks, its scan too', async () => {
    await aCurrentEdition(journey.host);
    const page = await journey.page(await aPerson(journey.host, { roles: ['staff'] }));
    await page.goto('/desk');
    await page.getByLabel('甲方单位').fill('成都同名有限公司');
    await page.getByLabel('乙方单位').fill('成都同名有限公司');
    await page.getByLabel('金额（元）').fill('5百万');
    await page.getByLabel('金额（元）').press('Enter');
    await expect.poll(() => saidBeside(page.getByLabel('标题'))).toBe('至少 4 个字符。');
    await expect.poll(() => hasFocus(page.getByLabel('标题')), { message: 'the first wrong field' }).toBe(true);
    expect(await saidBeside(page.getByLabel('金额（元）'))).toContain('请只填数字');
    expect(await saidBeside(page.getByLabel(/扫描件或照片/))).toBe(ruleText('required.scan', {}, 'zh'));
    await chooseLanguage(page, 'English');
    await expect
      .poll(() => saidBeside(page.getByLabel('Amount (CNY)')))
      .toBe('Enter digits only, in yuan: 5 million is 5000000.');
    expect(await page.getByLabel('Amount (CNY)').inputValue()).toBe('5百万');
  });

  test('of a draft takes what only the API knows to be wrong to its field', async () => {
    const { owner, meeting } = await aMeeting(journey.host);
    const page = await journey.page(owner);
    await page.goto(`/negotiations/${meeting.id}`);
    await page.getByRole('button', { name: '起草协议' }).click();
    await page.getByLabel('金额（元）').fill('1000000');
    // No font of the product has this sign (Old Permic), so that it could not be printed.
    await page.getByLabel('标的与内容').fill('双方就该项目开展联合研发与应用示范。\u{10350}');
    await page.getByRole('button', { name: '生成草稿' }).click();
    await expect.poll(() => saidBeside(page.getByLabel('标的与内容'))).toContain('U+10350');
    await expect.poll(() => hasFocus(page.getByLabel('标的与内容'))).toBe(true);
    await page.getByLabel('标的与内容').fill('双方就该项目开展联合研发与应用示范。');
    await expect.poll(() => saidBeside(page.getByLabel('标的与内容'))).toBe('');
    await page.getByRole('button', { name: '生成草稿' }).click();
    await page.getByText('草稿 · 第 1 版').waitFor();
  });
});

/** Hands a project in after all that is wrong with it was said; its title. */
async function submit(page: Page): Promise<string> {
  const title = '表单里的项目';
  await page.goto('/submit');
  for (const [label, text] of [
    ['项目名称', title],
    ['英文名称', 'A project in a form'],
    ['项目简介', '用于示范产线的散热膜。'],
    ['英文简介', 'A film for a demonstration line.'],
    ['寻求什么', '中试线'],
    ['寻求什么（英文）', 'A pilot line'],
    ['意向金额（元）', '5百万'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: '提交申报' }).click();
  const amount = page.getByLabel('意向金额（元）');
  await expect.poll(() => saidBeside(amount)).toContain('5000000');
  await amount.fill('5000000');
  await page.getByRole('button', { name: '提交申报' }).click();
  const answer = page.getByLabel('团队有哪些人？');
  await expect
    .poll(() => saidBeside(answer), { message: 'what the API alone knows' })
    .toBe(ruleText('required.answer', {}, 'zh'));
  await expect.poll(() => hasFocus(answer)).toBe(true);
  await answer.fill('三位工程师');
  await page.getByRole('button', { name: '提交申报' }).click();
  await page.getByText('已提交，结果会出现在“我的”里。').waitFor();
  return title;
}
