import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { ApiError } from './api.ts';
import { retranslateProblems } from './retranslate-problems.ts';

test('a change of language: refused queries ask again, refused mutations are forgotten, the rest stays', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const change = retranslateProblems(queries);
  let language = '中文';
  const refuse = () => Promise.reject(new ApiError(409, { detail: language }));
  const query = new QueryObserver(queries, { queryKey: ['a'], queryFn: refuse });
  query.subscribe(() => undefined);
  const refused = new MutationObserver(queries, { mutationFn: refuse });
  refused.subscribe(() => undefined);
  const done = new MutationObserver(queries, { mutationFn: () => Promise.resolve('done') });
  done.subscribe(() => undefined);
  await refused.mutate().catch(() => undefined);
  await done.mutate();
  await vi.waitFor(() => expect(query.getCurrentResult().error?.message).toBe('中文'));
  expect(refused.getCurrentResult().isError).toBe(true);

  language = 'English';
  change();

  expect(refused.getCurrentResult()).toMatchObject({ isIdle: true, error: null });
  expect(done.getCurrentResult().data).toBe('done');
  await vi.waitFor(() => expect(query.getCurrentResult().error?.message).toBe('English'));
  queries.clear();
});
