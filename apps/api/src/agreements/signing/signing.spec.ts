import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agreement, AgreementHistory, Meeting, SecondFactorSecret } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEMO_PASSWORD } from '../../demo/accounts.ts';
import { aMeeting, anAgreementToSign, codeOf, forgetUsedCodes, sign, signatureFor, someTerms } from '../../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { WatchDeadlines } from './watch-deadlines.ts';

const run = promisify(execFile);
const dir = mkdtempSync(join(tmpdir(), 'everexpo-sign-'));
let api: TestApi;
let owner: Client;
let investor: Client;
let meeting: Meeting;
beforeAll(async () => {
  api = await startTestApi();
  [owner, investor] = (await Promise.all(['owner', 'investor'].map((name) => api.as(name)))) as [Client, Client];
  meeting = await aMeeting(api, investor);
});
afterAll(() => api.close());

const toSign = (terms?: object) => anAgreementToSign(meeting, investor, owner, terms);
const act = (client: Client, { id, version }: Agreement, action: string, more: object = {}) => client.send<Agreement>('POST', `/api/agreements/${id}/${action}`, { version, ...more });
async function fetchDocument(of: TestApi, client: Client, id: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(`${of.url}/api/agreements/${id}/document`, { headers: { cookie: client.cookie } })).arrayBuffer());
}

describe('a signature', () => {
  test('covers the exact bytes that were shown', async () => {
    const agreement = await toSign();
    expect(await sha256Hex(await fetchDocument(api, owner, agreement.id))).toBe(agreement.documentSha256);
    expect(await sign(api, owner, 'owner', agreement, { documentSha256: 'a'.repeat(64) })).toMatchObject({ status: 409, body: { code: 'other_document' } });
    expect(await sign(api, owner, 'owner', agreement, { version: 9 })).toMatchObject({ status: 409, body: { code: 'stale_agreement' } });
    expect(await sign(api, await api.as('staff'), 'staff', agreement)).toMatchObject({ status: 404 });
  });

  test('happens once a party; the last one registers', async () => {
    const agreement = await toSign();
    expect(await sign(api, investor, 'investor', agreement)).toMatchObject({ status: 200, body: { state: 'partly_signed', number: null } });
    expect(await sign(api, investor, 'investor', agreement)).toMatchObject({ status: 409, body: { code: 'already_signed' } });
    expect(await owner.send('PUT', `/api/agreements/${agreement.id}`, { ...someTerms, version: agreement.version })).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    expect(await sign(api, owner, 'owner', agreement)).toMatchObject({ status: 200, body: { state: 'registered', number: expect.stringMatching(/^KC-\d{4}-\d{4}$/) as string } });
  });

  test('leaves evidence: who, when, how, which bytes, from where', async () => {
    const agreement = await toSign();
    const drawn = { kind: 'drawn', strokes: [[[10, 10], [500, 200], [900, 30]], [[100, 300], [800, 320]]] };
    await sign(api, investor, 'investor', agreement, { signature: drawn });
    const { body } = await owner.get<AgreementHistory>(`/api/agreements/${agreement.id}/history`);
    expect(body.evidence).toEqual([expect.objectContaining({ position: 2, method: 'totp', documentSha256: agreement.documentSha256, version: agreement.version, address: '127.0.0.1', signature: drawn })]);
    await expect(api.db.query(`DELETE FROM signature_evidence`)).rejects.toThrow('permission denied');
    await expect(api.asOwner(`UPDATE signature_evidence SET name = 'x'`)).rejects.toThrow('append-only');
  });

  test('declined with a reason, takes the agreement back to draft and keeps the evidence of the round', async () => {
    const agreement = await toSign();
    await sign(api, investor, 'investor', agreement);
    expect(await act(investor, agreement, 'decline', { reason: '反悔了不行' })).toMatchObject({ status: 409, body: { code: 'already_signed' } });
    const { body } = await act(owner, agreement, 'decline', { reason: '付款节点需要调整' });
    expect(body).toMatchObject({ state: 'draft', version: agreement.version + 1, documentSha256: null });
    expect(body.parties.every(({ signedAt }) => signedAt === null)).toBe(true);
    const { body: history } = await owner.get<AgreementHistory>(`/api/agreements/${agreement.id}/history`);
    expect(history.evidence).toHaveLength(1);
    expect(history.steps.at(-1)).toMatchObject({ action: 'decline', reason: '付款节点需要调整' });
    expect(await sign(api, owner, 'owner', agreement)).toMatchObject({ status: 409 });
  });

  test('waits its turn where an order was agreed', async () => {
    const { body: draft } = await investor.create<Agreement>(`/api/meetings/${meeting.id}/agreements`, someTerms);
    const { body: arranged } = await investor.send<Agreement>('PUT', `/api/agreements/${draft.id}/signing`, { version: 1, order: 'sequential', signBy: null });
    await act(investor, arranged, 'submit');
    const { body: ready } = await act(owner, arranged, 'approve');
    expect(await sign(api, investor, 'investor', ready)).toMatchObject({ status: 409, body: { code: 'not_your_turn' } });
    expect(await sign(api, owner, 'owner', ready)).toMatchObject({ status: 200 });
    expect(await sign(api, investor, 'investor', ready)).toMatchObject({ status: 200, body: { state: 'registered' } });
  });

  test('comes too late after the last moment; the sweep takes the agreement back to draft', async () => {
    const { body: draft } = await investor.create<Agreement>(`/api/meetings/${meeting.id}/agreements`, someTerms);
    expect(await investor.send('PUT', `/api/agreements/${draft.id}/signing`, { version: 1, order: 'parallel', signBy: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/signBy' }] } });
    const { body: arranged } = await investor.send<Agreement>('PUT', `/api/agreements/${draft.id}/signing`, { version: 1, order: 'parallel', signBy: new Date(Date.now() + 3_600_000).toISOString() });
    await act(investor, arranged, 'submit');
    const { body: ready } = await act(owner, arranged, 'approve');
    await api.app.get(WatchDeadlines).sweep();
    await api.app.get(WatchDeadlines).sweep();
    const reminders = () => api.db.query(`SELECT 1 FROM notice WHERE agreement_id = $1 AND news = 'sign-soon'`, [draft.id]);
    await expect.poll(async () => (await reminders()).length, { timeout: 5_000 }).toBe(2);
    await api.asOwner(`UPDATE agreement SET sign_by = now() - interval '1 second' WHERE id = $1`, [draft.id]);
    expect(await sign(api, owner, 'owner', ready)).toMatchObject({ status: 409, body: { code: 'signing_expired' } });
    await api.app.get(WatchDeadlines).sweep();
    expect(await owner.get(`/api/agreements/${draft.id}`)).toMatchObject({ body: { state: 'draft', signBy: null } });
  });
});

describe('the second factor', () => {
  const reset = () => forgetUsedCodes(api);
  const attempt = (agreement: Agreement, code: string) => owner.create<Agreement>(`/api/agreements/${agreement.id}/sign`, { ...signatureFor(agreement, 'owner'), code });

  test('is asked for: a stolen session alone signs nothing', async () => {
    const agreement = await toSign();
    await reset();
    const { code: _code, ...without } = signatureFor(agreement, 'owner');
    expect(await owner.create(`/api/agreements/${agreement.id}/sign`, without)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } });
    const wrong = codeOf('owner') === '000000' ? '000001' : '000000';
    expect(await attempt(agreement, wrong)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code', rule: 'second_factor' }] } });
    expect(await owner.get(`/api/agreements/${agreement.id}`)).toMatchObject({ body: { state: 'ready' } });
  });

  test('counts once', async () => {
    const [first, second] = [await toSign(), await toSign()];
    await reset();
    const code = codeOf('owner');
    expect(await attempt(first, code)).toMatchObject({ status: 200 });
    expect(await attempt(second, code)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code', rule: 'used' }] } });
  });

  test('says when the phone is ten minutes off', async () => {
    const agreement = await toSign();
    await reset();
    const answer = await attempt(agreement, codeOf('owner', 600));
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/10 minutes ahead/) as string } });
  });

  test('is locked after five wrong codes, the right one included', async () => {
    const agreement = await toSign();
    await reset();
    for (let count = 0; count < 5; count += 1) await attempt(agreement, codeOf('owner', 86_400 * (count + 2)));
    expect(await attempt(agreement, codeOf('owner'))).toMatchObject({ status: 429, body: { code: 'second_factor_locked' } });
  });

  test('is set up with the password and proved with a code; a new one needs a code of the old', async () => {
    const staff = await api.as('attendee');
    await api.asOwner(`DELETE FROM second_factor WHERE person_id = (SELECT id FROM person WHERE email = 'attendee@everexpo.example')`);
    expect(await staff.get('/api/me/second-factor')).toMatchObject({ body: { enrolled: false } });
    expect(await staff.send('PUT', '/api/me/second-factor', { password: 'not-the-password' })).toMatchObject({ status: 403 });
    const { body } = await staff.send<SecondFactorSecret>('PUT', '/api/me/second-factor', { password: DEMO_PASSWORD });
    expect(body.uri).toContain('otpauth://totp/');
    expect(body.qr).toContain('<svg');
    expect(await staff.send('POST', '/api/me/second-factor/confirm', { code: '123456' })).toMatchObject({ status: 422 });
    expect(await staff.send('POST', '/api/me/second-factor/confirm', { code: generateSync({ secret: body.secret }) })).toMatchObject({ status: 200, body: { enrolled: true } });
    expect(await staff.send('PUT', '/api/me/second-factor', { password: DEMO_PASSWORD })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } });
    const [kept] = await api.db.query<{ secret: string }[]>(`SELECT secret FROM second_factor WHERE person_id = (SELECT id FROM person WHERE email = 'attendee@everexpo.example')`);
    expect(kept?.secret).not.toContain(body.secret);
  });

  test('is missing: who has none is told so', async () => {
    const agreement = await toSign();
    await api.asOwner(`UPDATE second_factor SET confirmed_at = NULL WHERE person_id = (SELECT id FROM person WHERE email = 'owner@everexpo.example')`);
    expect(await attempt(agreement, codeOf('owner'))).toMatchObject({ status: 403, body: { code: 'second_factor_missing' } });
    await api.asOwner(`UPDATE second_factor SET confirmed_at = now() WHERE person_id = (SELECT id FROM person WHERE email = 'owner@everexpo.example')`);
  });
});

test('a node whose clock is ten minutes off signs and registers at the database’s time', async () => {
  const agreement = await toSign();
  await forgetUsedCodes(api);
  const [codes, real] = [{ investor: codeOf('investor'), owner: codeOf('owner') }, Date.now()];
  vi.useFakeTimers({ toFake: ['Date'], now: real + 600_000 });
  try {
    await investor.create(`/api/agreements/${agreement.id}/sign`, { ...signatureFor(agreement, 'investor'), code: codes.investor });
    const { body } = await owner.create<Agreement>(`/api/agreements/${agreement.id}/sign`, { ...signatureFor(agreement, 'owner'), code: codes.owner });
    expect(Math.abs(Date.parse(body.registeredAt ?? '') - real)).toBeLessThan(60_000);
    for (const { signedAt } of body.parties) expect(Math.abs(Date.parse(signedAt ?? '') - real)).toBeLessThan(60_000);
  } finally {
    vi.useRealTimers();
  }
});

describe.skipIf(!existsSync('/usr/bin/pdfsig'))('the sealed document', () => {
  const file = (name: string, bytes: Uint8Array) => {
    const path = join(dir, name);
    writeFileSync(path, bytes);
    return path;
  };

  async function sealed(of = api, client = owner, other = investor): Promise<{ bytes: Uint8Array<ArrayBuffer>; signed: Uint8Array; agreement: Agreement }> {
    const agreement = await toSign({ ...someTerms, title: '储能材料联合研发协议' });
    const signed = await fetchDocument(of, client, agreement.id);
    await sign(api, other, 'investor', agreement);
    const { body } = await sign(api, client, 'owner', agreement);
    return { bytes: await fetchDocument(of, client, agreement.id), signed, agreement: body };
  }

  test('is signed and unmodified to an independent validator, and begins with the bytes that were signed', async () => {
    const { bytes, signed, agreement } = await sealed();
    expect(await sha256Hex(bytes)).toBe(agreement.sealedSha256);
    expect(Buffer.from(bytes.subarray(0, signed.length)).equals(signed)).toBe(true);
    const { stdout } = await run('pdfsig', [file('sealed.pdf', bytes)]);
    expect(stdout).toContain('Signature is Valid');
    expect(stdout).toContain('ETSI.CAdES.detached');
    expect(stdout).toContain('Total document signed');
    const text = (await run('pdftotext', [join(dir, 'sealed.pdf'), '-'])).stdout;
    for (const said of ['储能材料联合研发协议', '第一条', 'Article 1', '签署证据', '测试签名', agreement.documentSha256 as string]) expect(text, said).toContain(said);
    const fonts = (await run('pdffonts', [join(dir, 'sealed.pdf')])).stdout.split('\n').slice(2).filter(Boolean);
    expect(fonts.every((line) => /\byes\b/.test(line)), fonts.join('\n')).toBe(true);
  });

  test('is seen as modified after one byte was changed, wherever', async () => {
    const { bytes } = await sealed();
    for (const at of [900, Math.floor(bytes.length / 3), bytes.length - 200]) {
      const changed = new Uint8Array(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      const { stdout } = await run('pdfsig', [file('changed.pdf', changed)]).catch((error: { stdout: string }) => error);
      expect(stdout, `byte ${at}`).not.toContain('Signature is Valid');
    }
  });

  test('carries the organisation’s own certificate and an RFC 3161 time stamp where they are configured', async () => {
    const p12 = await organisationCertificate();
    const authority = await timeStampingAuthority();
    const node = await startTestApi({ SEAL_P12: p12, SEAL_P12_PASSWORD: 'secret', TIMESTAMP_URL: `http://127.0.0.1:${(authority.address() as AddressInfo).port}` }, api);
    try {
      const [ownerThere, investorThere] = [await node.as('owner'), await node.as('investor')];
      const agreement = await toSign();
      // Documents lie in the first node's folder: nodes of one installation share their storage.
      await shareStorage(node, agreement);
      await sign(node, investorThere, 'investor', agreement);
      const { body } = await sign(node, ownerThere, 'owner', agreement);
      expect(body.state).toBe('registered');
      const bytes = await fetchDocument(node, ownerThere, agreement.id);
      const { stdout } = await run('pdfsig', [file('stamped.pdf', bytes)]);
      expect(stdout).toContain('Signature is Valid');
      expect(stdout).toContain('Test Association Seal');
      expect(Buffer.from(bytes).toString('latin1').toLowerCase()).toContain(TIMESTAMP_TOKEN_OID);
    } finally {
      await node.close();
      authority.close();
    }
  });

  test('is made without a time stamp when the authority does not answer', async () => {
    const node = await startTestApi({ TIMESTAMP_URL: 'http://127.0.0.1:9' }, api);
    try {
      const agreement = await toSign();
      await shareStorage(node, agreement);
      await sign(node, await node.as('investor'), 'investor', agreement);
      expect(await sign(node, await node.as('owner'), 'owner', agreement)).toMatchObject({ status: 200, body: { state: 'registered' } });
    } finally {
      await node.close();
    }
  });

  /** id-aa-timeStampToken (RFC 3161, appendix A), DER in hex as it stands in the signature's dictionary. */
  const TIMESTAMP_TOKEN_OID = '060b2a864886f70d010910020e';

  async function shareStorage(node: TestApi, agreement: Agreement): Promise<void> {
    const { STORAGE } = await import('../../platform/index.ts');
    const { documentKey } = await import('../documents/document-key.ts');
    const [from, to] = [api.app.get<import('../../platform/index.ts').Storage>(STORAGE), node.app.get<import('../../platform/index.ts').Storage>(STORAGE)];
    const key = documentKey(agreement.documentSha256 as string);
    await to.put(key, await from.get(key), 'application/pdf');
  }

  async function organisationCertificate(): Promise<string> {
    const [key, cert, p12] = ['seal.key', 'seal.crt', 'seal.p12'].map((name) => join(dir, name)) as [string, string, string];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '30', '-subj', '/O=Everexpo test/CN=Test Association Seal', '-addext', 'keyUsage=critical,digitalSignature,nonRepudiation']);
    await run('openssl', ['pkcs12', '-export', '-inkey', key, '-in', cert, '-out', p12, '-passout', 'pass:secret']);
    return p12;
  }

  /** A real RFC 3161 authority on the loopback: OpenSSL answers each request. */
  async function timeStampingAuthority(): Promise<Server> {
    const [key, cert, conf] = ['tsa.key', 'tsa.crt', 'tsa.cnf'].map((name) => join(dir, name)) as [string, string, string];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '30', '-subj', '/CN=Test TSA', '-addext', 'extendedKeyUsage=critical,timeStamping']);
    writeFileSync(join(dir, 'serial'), '01');
    writeFileSync(conf, `[tsa]\ndefault_tsa = one\n[one]\nserial = ${join(dir, 'serial')}\nsigner_cert = ${cert}\nsigner_key = ${key}\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha384, sha512\naccuracy = secs:1\n`);
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const query = join(dir, 'query.tsq');
        writeFileSync(query, Buffer.concat(chunks));
        void run('openssl', ['ts', '-reply', '-config', conf, '-queryfile', query, '-out', join(dir, 'reply.tsr')]).then(
          () => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(readFileSync(join(dir, 'reply.tsr'))),
          () => response.writeHead(500).end(),
        );
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return server;
  }
});
