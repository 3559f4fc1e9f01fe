import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { cardClass } from '../../ui/page.tsx';
import { TimesIn } from '../../ui/times-in.tsx';
import { ChangeList } from './change-list.tsx';
import styles from './notices.module.css';

/**
 * What published versions changed for the signed-in person, and what agreements ask of them; seen here, it counts as
 * read.
 */
export function NoticeList() {
  const { t } = useTranslation(['notices', 'common']);
  const { dayAndTime } = useFormats();
  const queries = useQueryClient();
  const { data: home } = useQuery({ queryKey: queryKeys.home(), queryFn: ({ signal }) => get('/home', { signal }) });
  const zone = home?.edition.timeZone ?? 'UTC';
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.notices('list'),
    queryFn: ({ pageParam, signal }) => get('/notices', { query: { limit: 10, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const unread = data?.pages[0]?.unread ?? 0;
  useEffect(() => {
    if (unread > 0)
      void api('POST', '/notices/read').then(() =>
        queries.invalidateQueries({ queryKey: queryKeys.notices('unread') }),
      );
  }, [unread, queries]);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{t('title')}</h2>
      <TimesIn timeZone={zone} />
      <ul className={styles.list}>
        {items.map((notice) => (
          <li key={notice.id} className={cardClass}>
            {notice.kind === 'meeting' ? (
              <>
                <p>
                  <strong>{t(`common:meetingNews.${notice.news}`)}</strong>{' '}
                  <span className="small muted figures">{dayAndTime(notice.createdAt, zone)}</span>
                </p>
                <p>
                  <Link to={`/negotiations/${notice.meetingId}`}>{notice.title}</Link>
                  {notice.detail && <span className="small muted"> · {detailOf(notice.detail, dayAndTime, zone)}</span>}
                </p>
              </>
            ) : notice.kind === 'agreement' ? (
              <>
                <p>
                  <strong>{t(`common:agreementNews.${notice.news}`)}</strong>{' '}
                  <span className="small muted figures">{dayAndTime(notice.createdAt, zone)}</span>
                </p>
                <p>
                  <Link to={`/agreements/${notice.agreementId}`}>{notice.title}</Link>
                  {notice.detail && <span className="small muted"> · {detailOf(notice.detail, dayAndTime, zone)}</span>}
                </p>
              </>
            ) : (
              <>
                <p>
                  <strong>{t('version', { n: notice.versionNumber })}</strong>{' '}
                  <span className="small muted figures">{dayAndTime(notice.createdAt, zone)}</span>
                </p>
                <p>{notice.note}</p>
                <ChangeList changes={notice.changes} timeZone={zone} />
              </>
            )}
          </li>
        ))}
      </ul>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t('common:more')}</Button>}
    </section>
  );
}

/** A detail is a reason, a title or an instant; instants are shown in the edition's zone. */
function detailOf(detail: string, dayAndTime: (instant: string, zone: string) => string, zone: string): string {
  return /^\d{4}-\d{2}-\d{2}T/.test(detail) ? dayAndTime(detail, zone) : detail;
}
