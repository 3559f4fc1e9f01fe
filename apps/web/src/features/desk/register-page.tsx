import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { agreementKindLabels, type EditionFigures } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { cardClass, Page } from '../../ui/page.tsx';
import { isRefused, Refusal } from '../../ui/feedback/refusal.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { DeskTabs } from './desk-tabs.tsx';
import styles from './desk.module.css';

/** The register in figures, edition by edition, and what is overdue. */
export default function RegisterPage() {
  const { t } = useTranslation('desk');
  const { data, error } = useQuery({
    queryKey: queryKeys.figures(),
    queryFn: ({ signal }) => get('/register/figures', { signal }),
    retry: false,
  });
  return (
    <Page title={t('register.title')} frame="list">
      <div>
        <h1>{t('register.title')}</h1>
        <p className="muted">{t('register.lead')}</p>
      </div>
      {!error && <DeskTabs />}
      {isRefused(error) && <Refusal error={error}>{t('register.only')}</Refusal>}
      {error && !isRefused(error) && <Failure error={error} />}
      {!data && !error && <Skeleton height={300} />}
      {data?.map((figures, index) => (
        <Edition key={figures.code} figures={figures} before={data[index + 1]} />
      ))}
      {data && <Overdue />}
    </Page>
  );
}

function Edition({ figures, before }: { figures: EditionFigures; before?: EditionFigures }) {
  const { t } = useTranslation(['desk', 'common']);
  const { pick, count, amount, exactAmount, label } = useFormats();
  const change = before && before.count > 0 ? Math.round((figures.count / before.count - 1) * 100) : null;
  return (
    <section className={cardClass}>
      <div className={styles.entriesHead}>
        <h2>{pick(figures.nameZh, figures.nameEn)}</h2>
        <a href={`/api/register/${figures.code}/export`} download>
          {t('register.export')}
        </a>
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>{t('register.count')}</dt>
          <dd>
            {count(figures.count)}
            {change !== null && (
              <span className="small muted">
                {' '}
                {t('register.yearOnYear', { percent: `${change > 0 ? '+' : ''}${change}` })}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('register.amount')}</dt>
          <dd title={exactAmount(figures.amountFen)}>{amount(figures.amountFen)}</dd>
        </div>
        <div>
          <dt>{t('register.realised')}</dt>
          <dd title={exactAmount(figures.realisedFen)}>{amount(figures.realisedFen)}</dd>
        </div>
        <div>
          <dt>{t('register.milestones')}</dt>
          <dd>
            {t('register.milestonesOf', { done: count(figures.milestonesDone), due: count(figures.milestonesDue) })}
            {figures.milestonesOverdue > 0 && (
              <span className={styles.late}> ⚠ {t('register.overdueCount', { n: figures.milestonesOverdue })}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('register.ended')}</dt>
          <dd>
            {t('register.endedOf', { completed: count(figures.completed), terminated: count(figures.terminated) })}
          </dd>
        </div>
      </dl>
      <div className={styles.scroll} role="region" aria-label={t('register.byKind')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('common:type')}</th>
              <th scope="col">{t('register.count')}</th>
              <th scope="col">{t('register.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.byKind.map((row) => (
              <tr key={row.kind}>
                <th scope="row">{label(agreementKindLabels[row.kind])}</th>
                <td>{count(row.count)}</td>
                <td>{exactAmount(row.amountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Overdue() {
  const { t } = useTranslation(['desk', 'common']);
  const { day } = useFormats();
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.overdue(),
    queryFn: ({ pageParam, signal }) => get('/milestones/overdue', { query: { limit: 10, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={cardClass}>
      <h2>{t('register.overdue', { n: data?.pages[0]?.total ?? 0 })}</h2>
      {data && items.length === 0 && <p className="muted">{t('register.noneOverdue')}</p>}
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.id} className={styles.lateItem}>
            <p>
              <Link to={`/verify/${item.number}`} className={styles.number}>
                {item.number}
              </Link>{' '}
              {item.agreementTitle}
            </p>
            <p className="small muted">
              {item.title} · {t(`common:milestoneKind.${item.kind}`)} ·{' '}
              <time dateTime={item.dueOn}>{day(item.dueOn)}</time> ·{' '}
              <span className={styles.late}>{t('register.daysLate', { count: item.days })}</span>
              {item.parties && ` · ${item.parties.join(' / ')}`}
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
