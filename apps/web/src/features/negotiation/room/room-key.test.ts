import { expect, test } from 'vitest';
import { newKeyPair, publicText, safetyCodeOf, unwrapKey, wrapKey } from './room-key.ts';

const key = () => ({ id: crypto.randomUUID(), bytes: crypto.getRandomValues(new Uint8Array(32)).buffer });

test('a wrapped key opens for the page it is meant for, and for no other', async () => {
  const [one, other, third] = await Promise.all([newKeyPair(), newKeyPair(), newKeyPair()]);
  const secret = key();
  const wrapped = await wrapKey(one.privateKey, await publicText(other.publicKey), secret);
  expect(new Uint8Array(await unwrapKey(other.privateKey, await publicText(one.publicKey), wrapped))).toEqual(
    new Uint8Array(secret.bytes),
  );
  await expect(unwrapKey(third.privateKey, await publicText(one.publicKey), wrapped)).rejects.toThrow();
  const changed = `${wrapped.slice(0, 20)}${wrapped[20] === 'A' ? 'B' : 'A'}${wrapped.slice(21)}`;
  await expect(unwrapKey(other.privateKey, await publicText(one.publicKey), changed)).rejects.toThrow();
});

test('both ends see the same six digits; somebody in between makes them differ', async () => {
  const [one, other, between] = (await Promise.all(
    (await Promise.all([newKeyPair(), newKeyPair(), newKeyPair()])).map(({ publicKey }) => publicText(publicKey)),
  )) as [string, string, string];
  expect(await safetyCodeOf([one, other])).toBe(await safetyCodeOf([other, one]));
  expect(await safetyCodeOf([one, between])).not.toBe(await safetyCodeOf([between, other]));
  expect(await safetyCodeOf([one, other])).toMatch(/^\d{3} \d{3}$/);
});
