import type { Agreement } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAgreementToSign, aRegisteredAgreement, signAs } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('who has signed keeps name and organisation in the agreement, whatever they are called later', async () => {
  const { agreement, owner, investor } = await anAgreementToSign(api);
  await signAs(api, investor, agreement);
  await api.asOwner(`UPDATE person SET name = '另一个名字' WHERE id = $1`, [investor.id]);
  await api.asOwner(`UPDATE organisation SET name_zh = '另一家单位' WHERE id = $1`, [investor.organisation?.id]);
  const registered = await signAs(api, owner, agreement);
  expect(registered.state).toBe('registered');
  const { body } = await investor.client.get<Agreement>(`/api/agreements/${agreement.id}`);
  const party = body.parties.find(({ personId }) => personId === investor.id);
  expect(party).toMatchObject({ name: investor.name, organisation: investor.organisation?.nameZh });
  const evidence = await api.asOwner(
    `SELECT name, organisation FROM signature_evidence WHERE agreement_id = $1 AND person_id = $2`,
    [agreement.id, investor.id],
  );
  expect(evidence).toEqual([{ name: investor.name, organisation: investor.organisation?.nameZh }]);
});

test('the database lets nobody change the name under a signature, before or after registration', async () => {
  const { agreement, investor } = await anAgreementToSign(api);
  await signAs(api, investor, agreement);
  const registered = await aRegisteredAgreement(api);
  for (const { id } of [agreement, registered.agreement]) {
    for (const column of ['name', 'organisation']) {
      await expect(
        api.db.query(
          `UPDATE agreement_party SET ${column} = 'official organizer'
            WHERE agreement_id = $1 AND signed_at IS NOT NULL`,
          [id],
        ),
      ).rejects.toThrow('cannot change');
    }
  }
});
