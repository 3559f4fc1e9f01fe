import { expect, test } from 'vitest';
import { ApiError } from './api.ts';
import { IntentKey } from './intent-key.ts';

/** Sends under the intent's key, which it returns; with an error, that is what becomes of it. */
async function keyOf(intentKey: IntentKey, intent: unknown, error?: Error): Promise<string> {
  let used = '';
  const sent = intentKey.send(intent, (key) => {
    used = key;
    return error ? Promise.reject(error) : Promise.resolve('done');
  });
  if (error) await expect(sent).rejects.toBe(error);
  else expect(await sent).toBe('done');
  return used;
}

test.each([
  ['an answer that was lost', new TypeError('Failed to fetch')],
  ['a part that was away', new ApiError(503, {})],
  ['a failure of the server', new ApiError(500, {})],
])('after %s the same goes under the same key until it is answered', async (_what, error) => {
  const key = new IntentKey();
  const first = await keyOf(key, { body: 'a' }, error);
  expect(await keyOf(key, { body: 'a' }, error)).toBe(first);
  expect(await keyOf(key, { body: 'a' })).toBe(first);
  expect(await keyOf(key, { body: 'a' })).not.toBe(first);
});

test('after a refusal, or when something else is wanted, it is another key', async () => {
  const key = new IntentKey();
  const refused = await keyOf(key, { body: 'a' }, new ApiError(409, {}));
  const lost = await keyOf(key, { body: 'a' }, new ApiError(503, {}));
  const changed = await keyOf(key, { body: 'b' }, new ApiError(503, {}));
  expect(new Set([refused, lost, changed]).size).toBe(3);
});

test('what is answered late does not end the key of what was wanted since', async () => {
  const key = new IntentKey();
  const first = Promise.withResolvers<string>();
  const late = key.send('a', () => first.promise);
  const second = key.keyFor('b');
  first.resolve('done');
  await late;
  expect(key.keyFor('b')).toBe(second);
});
