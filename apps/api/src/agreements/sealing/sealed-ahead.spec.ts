import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { STORAGE, type Storage } from '../../platform/index.ts';
import { anAgreementToSign, at, signAs } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('the last signature is sealed and stored before its transaction takes the agreement', async () => {
  const fixture = await anAgreementToSign(api);
  await signAs(api, at(api, fixture.investor), fixture.agreement);
  const storage = api.app.get<Storage>(STORAGE);
  const put = storage.put.bind(storage);
  const stored: string[] = [];
  const spy = vi.spyOn(storage, 'put').mockImplementation(async (key, bytes, type) => {
    await api.asOwner(`SELECT 1 FROM agreement WHERE id = $1 FOR UPDATE NOWAIT`, [fixture.agreement.id]);
    stored.push(key);
    return put(key, bytes, type);
  });
  onTestFinished(() => spy.mockRestore());
  const agreement = await signAs(api, at(api, fixture.owner), fixture.agreement);
  expect(agreement.state).toBe('registered');
  expect(stored.map((key) => key.split('/')[2])).toEqual([agreement.sealedSha256]);
  const [evidence] = await api.asOwner<{ same: boolean }>(
    `SELECT max(e.at) = max(p.signed_at) AS same FROM signature_evidence e
       JOIN agreement_party p USING (agreement_id, position) WHERE agreement_id = $1`,
    [agreement.id],
  );
  expect(evidence?.same).toBe(true);
});
