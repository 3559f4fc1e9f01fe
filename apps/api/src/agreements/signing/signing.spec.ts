import type { Agreement, AgreementHistory, SecondFactorSecret } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  actOn,
  aDraftAgreement,
  anAgreementToSign,
  aPerson,
  codeOf,
  signAs,
  signatureOf,
  someTerms,
  trySigning,
  type AgreementFixture,
} from '../../testing/builders/index.ts';
import { everythingDelivered } from '../../testing/everything-delivered.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { WatchDeadlines } from './watch-deadlines.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

describe('a signature', () => {
  test('covers the exact bytes that were shown', async () => {
    const { agreement, owner } = await anAgreementToSign(api);
    const path = `${api.url}/api/agreements/${agreement.id}/document`;
    const shown = await fetch(path, { headers: { cookie: owner.cookie } });
    expect(await sha256Hex(new Uint8Array(await shown.arrayBuffer()))).toBe(agreement.documentSha256);
    const otherDocument = await trySigning(api, owner, agreement, { documentSha256: 'a'.repeat(64) });
    expect(otherDocument).toMatchObject({ status: 409, body: { code: 'other_document' } });
    const otherVersion = await trySigning(api, owner, agreement, { version: 9 });
    expect(otherVersion).toMatchObject({ status: 409, body: { code: 'stale_agreement' } });
    const outsider = await aPerson(api, { roles: ['staff'], authenticator: true });
    expect(await trySigning(api, outsider, agreement)).toMatchObject({ status: 404 });
  });

  test('happens once a party; the last one registers', async () => {
    const { agreement, owner, investor } = await anAgreementToSign(api);
    const first = await trySigning(api, investor, agreement);
    expect(first).toMatchObject({ status: 200, body: { state: 'partly_signed', number: null } });
    const again = await trySigning(api, investor, agreement);
    expect(again).toMatchObject({ status: 409, body: { code: 'already_signed' } });
    const change = { ...someTerms, version: agreement.version };
    const changed = await owner.client.send('PUT', `/api/agreements/${agreement.id}`, change);
    expect(changed).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    const last = await trySigning(api, owner, agreement);
    expect(last).toMatchObject({ status: 200, body: { state: 'registered' } });
    expect(last.body.number).toMatch(/^KC-\d{4}-\d{4}$/);
  });

  test('leaves evidence: who, when, how, which bytes, from where', async () => {
    const { agreement, owner, investor } = await anAgreementToSign(api);
    const strokes: [number, number][][] = [
      [
        [10, 10],
        [500, 200],
        [900, 30],
      ],
      [
        [100, 300],
        [800, 320],
      ],
    ];
    const signature = { kind: 'drawn' as const, strokes };
    const { body: signed } = await trySigning(api, investor, agreement, { signature });
    const history = await owner.client.ask<AgreementHistory>('GET', `/api/agreements/${agreement.id}/history`);
    const { documentSha256, version } = agreement;
    expect(history.evidence).toEqual([
      expect.objectContaining({
        position: 2,
        name: investor.name,
        method: 'totp',
        documentSha256,
        version,
        address: '127.0.0.1',
        signature,
        at: signed.parties[1]?.signedAt,
      }),
    ]);
    await expect(api.db.query(`DELETE FROM signature_evidence`)).rejects.toThrow('permission denied');
    await expect(api.asOwner(`UPDATE signature_evidence SET name = 'x'`)).rejects.toThrow('append-only');
  });

  test('declined with a reason, takes the agreement back to draft and keeps the evidence of the round', async () => {
    const { agreement, owner, investor } = await anAgreementToSign(api);
    await signAs(api, investor, agreement);
    const late = await actOn(investor, agreement, 'decline', { reason: '反悔了不行' });
    expect(late).toMatchObject({ status: 409, body: { code: 'already_signed' } });
    const { body } = await actOn(owner, agreement, 'decline', { reason: '付款节点需要调整' });
    expect(body).toMatchObject({ state: 'draft', version: agreement.version + 1, documentSha256: null });
    expect(body.parties.map(({ signedAt }) => signedAt)).toEqual([null, null]);
    const history = await owner.client.ask<AgreementHistory>('GET', `/api/agreements/${agreement.id}/history`);
    expect(history.evidence).toHaveLength(1);
    expect(history.steps.at(-1)).toMatchObject({ action: 'decline', reason: '付款节点需要调整' });
    expect(await trySigning(api, owner, agreement)).toMatchObject({ status: 409 });
  });
});

describe('signing that was arranged', () => {
  /** Ready to be signed in an order and until an instant. */
  async function arranged(order: 'parallel' | 'sequential', signBy: string | null): Promise<AgreementFixture> {
    const fixture = await aDraftAgreement(api);
    const { agreement, investor, owner } = fixture;
    const path = `/api/agreements/${agreement.id}/signing`;
    const draft = await investor.client.ask<Agreement>('PUT', path, { version: agreement.version, order, signBy });
    await actOn(investor, draft, 'submit');
    return { ...fixture, agreement: (await actOn(owner, draft, 'approve')).body };
  }
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

  test('waits for each one’s turn where an order was agreed', async () => {
    const { agreement, investor, owner } = await arranged('sequential', null);
    const early = await trySigning(api, investor, agreement);
    expect(early).toMatchObject({ status: 409, body: { code: 'not_your_turn' } });
    expect(await trySigning(api, owner, agreement)).toMatchObject({ status: 200 });
    expect(await trySigning(api, investor, agreement)).toMatchObject({ status: 200, body: { state: 'registered' } });
  });

  test('has no last moment that has passed', async () => {
    const { agreement, investor } = await aDraftAgreement(api);
    const past = { version: agreement.version, order: 'parallel', signBy: '2020-01-01T00:00:00Z' };
    const answer = await investor.client.send('PUT', `/api/agreements/${agreement.id}/signing`, past);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/signBy' }] } });
  });

  test('is reminded of before its last moment, each party once', async () => {
    const { agreement, investor, owner } = await arranged('parallel', inAnHour());
    await api.app.get(WatchDeadlines).sweep();
    await api.app.get(WatchDeadlines).sweep();
    await everythingDelivered(api);
    const reminders = `SELECT person_id AS id FROM notice WHERE agreement_id = $1 AND news = 'sign-soon'`;
    const reminded = await api.db.query<{ id: string }[]>(reminders, [agreement.id]);
    expect(reminded.map(({ id }) => id).sort()).toEqual([investor.id, owner.id].sort());
  });

  test('is over after its last moment; the sweep takes the agreement back to draft', async () => {
    const { agreement, owner } = await arranged('parallel', inAnHour());
    await api.asOwner(`UPDATE agreement SET sign_by = now() - interval '1 second' WHERE id = $1`, [agreement.id]);
    const late = await trySigning(api, owner, agreement);
    expect(late).toMatchObject({ status: 409, body: { code: 'signing_expired' } });
    await api.app.get(WatchDeadlines).sweep();
    const after = await owner.client.get(`/api/agreements/${agreement.id}`);
    expect(after).toMatchObject({ body: { state: 'draft', signBy: null } });
  });
});

test('a node whose clock is ten minutes off signs and registers at the database’s time', async () => {
  const { agreement, owner, investor } = await anAgreementToSign(api);
  const [byInvestor, byOwner] = [signatureOf(agreement, investor), signatureOf(agreement, owner)];
  const instant = async () => {
    const [clock] = await api.asOwner<{ at: Date }>(`SELECT clock_timestamp() AS at`);
    return clock?.at.getTime() ?? NaN;
  };
  const before = await instant();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
  const signed = await (async () => {
    await investor.client.create(`/api/agreements/${agreement.id}/sign`, byInvestor);
    return owner.client.create<Agreement>(`/api/agreements/${agreement.id}/sign`, byOwner);
  })().finally(() => vi.useRealTimers());
  const after = await instant();
  const { registeredAt, parties } = signed.body;
  const instants = [registeredAt, ...parties.map(({ signedAt }) => signedAt)].map((at) => Date.parse(at ?? ''));
  expect(instants).toHaveLength(3);
  for (const at of instants) {
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(after);
  }
});

describe('the second factor', () => {
  const attempt = ({ agreement, owner }: Pick<AgreementFixture, 'agreement' | 'owner'>, code: string) =>
    owner.client.create<Agreement>(`/api/agreements/${agreement.id}/sign`, { ...signatureOf(agreement, owner), code });

  test('is asked for: a stolen session alone signs nothing', async () => {
    const fixture = await anAgreementToSign(api);
    const { agreement, owner } = fixture;
    const { code: right, ...without } = signatureOf(agreement, owner);
    const missing = await owner.client.create(`/api/agreements/${agreement.id}/sign`, without);
    expect(missing).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } });
    const refused = await attempt(fixture, right === '000000' ? '000001' : '000000');
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code', rule: 'second_factor' }] } });
    expect(await owner.client.get(`/api/agreements/${agreement.id}`)).toMatchObject({ body: { state: 'ready' } });
  });

  test('counts once', async () => {
    const first = await anAgreementToSign(api);
    const second = await anAgreementToSign(api, { fixture: first });
    const code = codeOf(first.owner);
    expect(await attempt(first, code)).toMatchObject({ status: 200 });
    const again = await attempt(second, code);
    expect(again).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code', rule: 'used' }] } });
  });

  test('says when the phone is ten minutes off', async () => {
    const fixture = await anAgreementToSign(api);
    const answer = await attempt(fixture, codeOf(fixture.owner, 600));
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/code', detail: expect.stringMatching(/10 minutes ahead/) as string }] },
    });
  });

  test('is locked after five wrong codes, the right one included', async () => {
    const fixture = await anAgreementToSign(api);
    for (let count = 0; count < 5; count += 1) {
      const wrong = await attempt(fixture, codeOf(fixture.owner, 86_400 * (count + 2)));
      expect(wrong).toMatchObject({ status: 422 });
    }
    const right = await attempt(fixture, codeOf(fixture.owner));
    expect(right).toMatchObject({ status: 429, body: { code: 'second_factor_locked' } });
  });

  test('that is repeated under its key gets its answer, however many codes were wrong since', async () => {
    const first = await anAgreementToSign(api);
    const second = await anAgreementToSign(api, { fixture: first });
    const body = { ...signatureOf(first.agreement, first.owner), code: codeOf(first.owner) };
    const key = { 'idempotency-key': crypto.randomUUID() };
    const sign = (change = {}) =>
      first.owner.client.send('POST', `/api/agreements/${first.agreement.id}/sign`, { ...body, ...change }, key);
    const signed = await sign();
    expect(signed).toMatchObject({ status: 200, body: { state: 'partly_signed' } });
    for (let count = 0; count < 5; count += 1) await attempt(second, codeOf(first.owner, 86_400 * (count + 2)));
    expect(await attempt(second, codeOf(first.owner))).toMatchObject({ status: 429 });
    expect(await sign()).toMatchObject({ status: 200, body: signed.body });
    expect(await sign({ code: '000000' })).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  test('is set up with the password and proved with a code; a new one needs a code of the old', async () => {
    const password = 'a password of its own';
    const { id, client } = await aPerson(api, { password });
    expect(await client.get('/api/me/second-factor')).toMatchObject({ body: { enrolled: false } });
    const stolen = await client.send('PUT', '/api/me/second-factor', { password: 'not-the-password' });
    expect(stolen).toMatchObject({ status: 403 });
    const { secret, uri, qr } = await client.ask<SecondFactorSecret>('PUT', '/api/me/second-factor', { password });
    expect(uri).toContain('otpauth://totp/');
    expect(qr).toContain('<svg');
    const code = generateSync({ secret });
    const confirm = (given: string) => client.send('POST', '/api/me/second-factor/confirm', { code: given });
    expect(await confirm(code === '123456' ? '123457' : '123456')).toMatchObject({ status: 422 });
    expect(await confirm(generateSync({ secret }))).toMatchObject({ status: 200, body: { enrolled: true } });
    const another = await client.send('PUT', '/api/me/second-factor', { password });
    expect(another).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } });
    const kept = await api.asOwner<{ secret: string }>(`SELECT secret FROM second_factor WHERE person_id = $1`, [id]);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.secret).not.toContain(secret);
  });

  test('is missing: who has none is refused by that name', async () => {
    const owner = await aPerson(api, { roles: ['owner'] });
    const { agreement } = await anAgreementToSign(api, { owner });
    const answer = await attempt({ agreement, owner }, codeOf(owner));
    expect(answer).toMatchObject({ status: 403, body: { code: 'second_factor_missing' } });
  });
});
