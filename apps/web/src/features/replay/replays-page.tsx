import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api/api.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { ReplayList } from './replay-list.tsx';

/** Every session that can be seen again, the newest first. */
export default function ReplaysPage() {
  const { t } = useTranslation(['replay', 'common']);
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: queryKeys.replays(),
    queryFn: ({ pageParam, signal }) =>
      get('/replays', { query: { cursor: pageParam ? Number(pageParam) : undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('common:allReplays')} frame="list">
      <h1>{t('common:allReplays')}</h1>
      {error && <Failure error={error} />}
      {!items && !error && <Skeleton height={320} />}
      {items?.length === 0 && <Empty>{t('none')}</Empty>}
      {items && items.length > 0 && <ReplayList items={items} />}
      {hasNextPage && (
        <div>
          <Button onClick={() => void fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </Page>
  );
}
