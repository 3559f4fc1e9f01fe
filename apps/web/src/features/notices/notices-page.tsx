import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/account/me.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/feedback/refusal.tsx';
import { Empty, ErrorLine, Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { Page } from '../../ui/page.tsx';
import { TimesIn } from '../../ui/times-in.tsx';
import { NoticeRow } from './notice-row.tsx';
import { useAllNotices, useNoticeActions } from './use-notices.ts';
import { useEditionZone } from './use-edition-zone.ts';
import styles from './notices.module.css';

/** All that concerns the signed-in person and is not done yet. */
export default function NoticesPage() {
  const { t } = useTranslation(['notices', 'common']);
  const { data: me } = useMe();
  return (
    <Page title={t('common:notices')} frame="reading">
      <h1>{t('common:notices')}</h1>
      {me?.person === null && <Refusal>{t('onlySignedIn')}</Refusal>}
      {me?.person && <All />}
    </Page>
  );
}

function All() {
  const { t } = useTranslation(['notices', 'common']);
  const zone = useEditionZone();
  const { data, error, isPending, fetchNextPage, hasNextPage, refetch } = useAllNotices();
  const { readAll } = useNoticeActions();
  if (isPending) return <Skeleton height={320} />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty>{t('none')}</Empty>;
  return (
    <>
      <div className={styles.row}>
        <TimesIn timeZone={zone} />
        <Button variant="quiet" disabled={!data.pages[0]?.unread} onClick={() => readAll.mutate()}>
          {t('readAll')}
        </Button>
      </div>
      <ErrorLine error={readAll.error} />
      <ul className={styles.all}>
        {items.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} timeZone={zone} />
        ))}
      </ul>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t('common:more')}</Button>}
    </>
  );
}
