import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Agreement } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { CONFIG, type Config } from '../../platform/index.ts';
import { anAgreementToSign, at, signAs, type AgreementFixture, type Person } from '../../testing/builders/index.ts';
import { runProgram } from '../../testing/services/run-program.ts';
import { writeSelfSignedCertificate } from '../../testing/services/self-signed-certificate.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { startTimeStampingAuthority } from '../../testing/services/time-stamping-authority.ts';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';

/** id-aa-timeStampToken (RFC 3161, appendix A), DER in hex as it stands in the signature's dictionary. */
const TIMESTAMP_TOKEN_OID = '060b2a864886f70d010910020e';

const dir = newTempFolder('seal');
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
  rmSync(dir, { recursive: true, force: true });
});

async function fetchDocument(of: TestApi, { cookie }: Person, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`${of.url}/api/agreements/${id}/document`, { headers: { cookie } });
  return new Uint8Array(await answer.arrayBuffer());
}

function inFile(name: string, bytes: Uint8Array): string {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}

/** What an independent validator has to say of a document's signature. */
async function validated(name: string, bytes: Uint8Array): Promise<string> {
  return (await runProgram('pdfsig', [inFile(name, bytes)], { anyCode: true })).stdout;
}

/** Both sign at a node. */
async function signedAt(node: TestApi, { agreement, investor, owner }: AgreementFixture): Promise<Agreement> {
  await signAs(node, at(node, investor), agreement);
  return signAs(node, at(node, owner), agreement);
}

/** A second node of the same installation, with settings of its own. */
async function anotherNode(settings: Record<string, string>): Promise<TestApi> {
  const { STORAGE_DIR } = api.app.get<Config>(CONFIG);
  const node = await startTestApi({ STORAGE_DIR, ...settings }, api);
  onTestFinished(() => node.close());
  return node;
}

test('is signed and unmodified to an independent validator, and begins with the bytes that were signed', async () => {
  const fixture = await anAgreementToSign(api, { terms: { title: '储能材料联合研发协议' } });
  const signed = await fetchDocument(api, fixture.owner, fixture.agreement.id);
  const agreement = await signedAt(api, fixture);
  const bytes = await fetchDocument(api, fixture.owner, agreement.id);
  expect(await sha256Hex(bytes)).toBe(agreement.sealedSha256);
  expect(Buffer.from(bytes.subarray(0, signed.length)).equals(signed)).toBe(true);
  const verdict = await validated('sealed.pdf', bytes);
  const findings = ['Signature is Valid', 'ETSI.CAdES.detached', 'Total document signed'];
  for (const finding of findings) expect(verdict).toContain(finding);
  const { stdout: text } = await runProgram('pdftotext', [join(dir, 'sealed.pdf'), '-']);
  const said = [
    '储能材料联合研发协议',
    '第一条',
    'Article 1',
    '签署证据',
    '测试签名',
    agreement.documentSha256 as string,
  ];
  for (const words of said) expect(text, words).toContain(words);
  const { stdout: table } = await runProgram('pdffonts', [join(dir, 'sealed.pdf')]);
  const fonts = table.split('\n').slice(2).filter(Boolean);
  expect(fonts.length).toBeGreaterThan(0);
  expect(
    fonts.filter((line) => !/\byes\b/.test(line)),
    'every font is in the file',
  ).toEqual([]);
});

test('is seen as modified after one byte was changed, wherever', async () => {
  const fixture = await anAgreementToSign(api);
  const { id } = await signedAt(api, fixture);
  const bytes = await fetchDocument(api, fixture.owner, id);
  expect(await validated('untouched.pdf', bytes)).toContain('Signature is Valid');
  for (const index of [900, Math.floor(bytes.length / 3), bytes.length - 200]) {
    const changed = bytes.with(index, (bytes[index] as number) ^ 1);
    expect(await validated(`changed-${index}.pdf`, changed), `byte ${index}`).not.toContain('Signature is Valid');
  }
});

test('carries the organisation’s own certificate and an RFC 3161 time stamp where they are configured', async () => {
  const authority = await startTimeStampingAuthority(dir);
  onTestFinished(() => authority.stop());
  const SEAL_P12 = await organisationCertificate();
  const node = await anotherNode({ SEAL_P12, SEAL_P12_PASSWORD: 'secret', TIMESTAMP_URL: authority.url });
  const fixture = await anAgreementToSign(api);
  const agreement = await signedAt(node, fixture);
  expect(agreement.state).toBe('registered');
  const bytes = await fetchDocument(node, fixture.owner, agreement.id);
  const verdict = await validated('stamped.pdf', bytes);
  expect(verdict).toContain('Signature is Valid');
  expect(verdict).toContain('Test Association Seal');
  expect(Buffer.from(bytes).toString('latin1').toLowerCase()).toContain(TIMESTAMP_TOKEN_OID);
});

test('is made without a time stamp when the authority does not answer', async () => {
  let calls = 0;
  const silent = createServer((socket) => {
    calls += 1;
    socket.on('error', () => undefined).destroy();
  });
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void silent.close());
  const node = await anotherNode({ TIMESTAMP_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
  const fixture = await anAgreementToSign(api);
  const agreement = await signedAt(node, fixture);
  expect(agreement.state).toBe('registered');
  expect(calls).toBeGreaterThan(0);
  const bytes = await fetchDocument(node, fixture.owner, agreement.id);
  expect(await validated('unstamped.pdf', bytes)).toContain('Signature is Valid');
  expect(Buffer.from(bytes).toString('latin1').toLowerCase()).not.toContain(TIMESTAMP_TOKEN_OID);
});

async function organisationCertificate(): Promise<string> {
  const fileWith = (ending: string) => join(dir, `seal.${ending}`);
  const [key, certificate, p12] = [fileWith('key'), fileWith('crt'), fileWith('p12')];
  const identity = {
    subject: '/O=Everexpo test/CN=Test Association Seal',
    usage: 'keyUsage=critical,digitalSignature,nonRepudiation',
  };
  await writeSelfSignedCertificate({ key, certificate }, identity);
  await runProgram('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    key,
    '-in',
    certificate,
    '-out',
    p12,
    '-passout',
    'pass:secret',
  ]);
  return p12;
}
