import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { isUnfinished, ReplayList } from '../../replay/index.ts';
import styles from './desk.module.css';

const NEWEST = 100;

/** Replays that were begun in this browser and not seen to their end; nothing while there is none. */
export function ReplaysToFinish() {
  const { t } = useTranslation('mine');
  const { data } = useQuery({
    queryKey: queryKeys.replays('to-finish'),
    queryFn: ({ signal }) => get('/replays', { query: { limit: NEWEST }, signal }),
  });
  const items = data?.items.filter(isUnfinished) ?? [];
  if (items.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="to-finish">
      <h2 id="to-finish">{t('toFinish')}</h2>
      <ReplayList items={items} />
    </section>
  );
}
