import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskEntry, LedgerPage } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  aMeetingOfTheCurrentEdition,
  anAgreementToSign,
  aPerson,
  clientOf,
  paperForm,
  paperUpload,
  signAs,
  trySigning,
} from '../../apps/api/src/testing/builders/index.ts';
import { filesUnder } from '../../apps/api/src/testing/files.ts';
import { mayMount, smallDisk, type SmallDisk } from '../../apps/api/src/testing/services/small-disk.ts';
import { launchBrowser } from '../support/browser/browser.ts';
import { startInstallation, type Installation } from '../support/installation/installation.ts';
import { deskPage } from '../support/faults/pages-in-faults.ts';
import { until } from '../support/until.ts';

/** Room for the files of these tests, and not much more. */
const KILOBYTES = 4_096;
const BLOCK = Buffer.alloc(4_096);

describe.skipIf(!mayMount)('a full disk, where one may mount', () => {
  let disk: SmallDisk;
  let host: Installation;
  beforeAll(async () => {
    disk = await smallDisk(KILOBYTES);
    host = await startInstallation({ env: { STORAGE_DIR: join(disk.path, 'files') } });
  });
  afterAll(async () => {
    await host?.stop();
    await disk?.stop();
  });

  /** Takes the last block of the disk; what it gives makes room again. */
  function fillUp(): () => void {
    const ballast = join(disk.path, 'ballast');
    const isFull = () => {
      try {
        appendFileSync(ballast, BLOCK);
        return false;
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
        return true;
      }
    };
    while (!isFull());
    const makeRoom = () => rmSync(ballast, { force: true });
    onTestFinished(makeRoom);
    return makeRoom;
  }

  const files = () => filesUnder(join(disk.path, 'files')).sort();
  const ready = () => clientOf(host.url, '').get<object>('/readyz');
  const isReady = () =>
    until('/readyz answers 200', async () => (await ready()).status === 200, { evidence: host.apiTail });
  const storageFull = { status: 507, body: { code: 'storage_full' } };

  test('what needs no space goes on; /readyz says which part is full, and that it no longer is', async () => {
    await isReady();
    const makeRoom = fillUp();
    await until('/readyz answers 503', async () => (await ready()).status === 503, { evidence: host.apiTail });
    expect(await ready()).toMatchObject({
      status: 503,
      body: { services: ['storage'], errors: [{ pointer: '/storage', rule: 'space' }] },
    });
    expect((await clientOf(host.url, '').get('/api/home')).status).toBe(200);
    makeRoom();
    await isReady();
  });

  test('a paper is refused whole, and logged once there is space', async () => {
    const { client } = await aPerson(host, { roles: ['staff'] });
    const form = paperForm({ title: '磁盘已满时的协议', amountFen: 7_700_000 });
    const send = () => client.create<DeskEntry>('/api/agreements/paper', paperUpload(form));
    const rows = () => host.asOwner(`SELECT 1 FROM agreement WHERE title = $1`, [form.title]);
    const makeRoom = fillUp();
    const before = files();
    expect(await send()).toMatchObject(storageFull);
    expect(await rows()).toEqual([]);
    expect(files()).toEqual(before);
    makeRoom();
    expect((await send()).status).toBe(201);
    expect(await rows()).toHaveLength(1);
  });

  test('the last signature registers nothing while its document cannot be kept, and is the first after', async () => {
    const fixture = await aMeetingOfTheCurrentEdition(host);
    const { agreement } = await anAgreementToSign(host, { fixture });
    await signAs(host, fixture.investor, agreement);
    const entries = async () =>
      (await fixture.owner.client.ask<LedgerPage>('GET', `/api/ledger/${fixture.edition.code}`)).items;
    const makeRoom = fillUp();
    const before = files();
    expect(await trySigning(host, fixture.owner, agreement)).toMatchObject(storageFull);
    expect(await entries()).toEqual([]);
    expect(files()).toEqual(before);
    makeRoom();
    expect(await signAs(host, fixture.owner, agreement)).toMatchObject({ state: 'registered' });
    expect(await entries()).toMatchObject([{ number: `${fixture.edition.code}-0001` }]);
  });

  test('the desk keeps a paper in the browser, and sends it by itself once there is space', async () => {
    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const page = await deskPage(host, browser, /服务暂时不可用/);
    const makeRoom = fillUp();
    await page.typeInVain();
    makeRoom();
    await page.expectWhole();
  });
});
