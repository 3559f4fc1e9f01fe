import 'reflect-metadata';
import { createHash, createPrivateKey, hkdfSync, type webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Signer } from '@libpdf/core';
import type { Config } from '../../platform/index.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
/** PKCS #8 around a bare P-256 private key (RFC 5915, RFC 5480); OpenSSL works out the public half. */
const PKCS8_PREFIX = Buffer.from('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420', 'hex');
const YEARS = 10;

export type SealSettings = Pick<Config, 'SEAL_P12' | 'SEAL_P12_PASSWORD' | 'AUTH_SECRET'>;

const made = new Map<string, Promise<Signer>>();

/**
 * The organisation's certificate, with which finished documents are sealed: from SEAL_P12, else a self-made one whose
 * key follows from AUTH_SECRET, so that every node and every start has the same. Readers show a self-made one as
 * valid but not trusted. Made once for the same settings.
 * @throws Error when SEAL_P12 cannot be read or opened
 */
export function organisationSeal(settings: SealSettings): Promise<Signer> {
  const { SEAL_P12, SEAL_P12_PASSWORD, AUTH_SECRET } = settings;
  const key = JSON.stringify([SEAL_P12, SEAL_P12_PASSWORD, AUTH_SECRET]);
  const known = made.get(key);
  if (known) return known;
  const making = SEAL_P12 ? fromFile(SEAL_P12, SEAL_P12_PASSWORD) : selfMade(AUTH_SECRET);
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}

async function fromFile(path: string, password: string): Promise<Signer> {
  const { P12Signer } = await import('@libpdf/core');
  return P12Signer.create(new Uint8Array(await readFile(path)), password);
}

async function selfMade(secret: string): Promise<Signer> {
  const { CryptoKeySigner } = await import('@libpdf/core');
  const { KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator } = await import('@peculiar/x509');
  const keys = await keyPair(new Uint8Array(hkdfSync('sha256', secret, '', 'everexpo document seal', 32)));
  const day = 86_400_000;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: createHash('sha256').update(secret).digest('hex').slice(0, 16),
    name: 'CN=Everexpo self-made seal, O=Everexpo',
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + YEARS * 365 * day),
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true)],
  });
  return new CryptoKeySigner(keys.privateKey, new Uint8Array(certificate.rawData), 'EC', 'ECDSA');
}

async function keyPair(scalar: Uint8Array): Promise<webcrypto.CryptoKeyPair> {
  const { d, ...pub } = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, scalar]),
    format: 'der',
    type: 'pkcs8',
  }).export({ format: 'jwk' }) as webcrypto.JsonWebKey;
  return {
    privateKey: await crypto.subtle.importKey('jwk', { ...pub, d }, CURVE, true, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', pub, CURVE, true, ['verify']),
  };
}
