import { useInfiniteQuery } from '@tanstack/react-query';
import { agreementKindLabels, agreementStateLabels } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { cardClass } from '../../ui/page.tsx';
import styles from './agreements.module.css';

/** The agreements the signed-in person is party to, newest first. */
export function MyAgreements() {
  const { t } = useTranslation(['agreements', 'common']);
  const { label, amount } = useFormats();
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.agreements('mine'),
    queryFn: ({ pageParam, signal }) => get('/agreements', { query: { limit: 10, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section className={styles.panel}>
      <h2>{t('mine')}</h2>
      <ul className={styles.panel}>
        {items.map((agreement) => (
          <li key={agreement.id} className={cardClass}>
            <p className={styles.top}>
              <span>{label(agreementKindLabels[agreement.kind])}</span>
              <span>{label(agreementStateLabels[agreement.state])}</span>
            </p>
            <Link to={`/agreements/${agreement.id}`}>
              <strong>{agreement.title}</strong>
            </Link>
            <p className="small muted figures">
              {agreement.number ?? t('version', { n: agreement.version })} · {amount(agreement.amountFen)}
            </p>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button onClick={() => void fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </section>
  );
}
