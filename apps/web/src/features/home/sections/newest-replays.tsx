import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { ReplayList } from '../../replay/index.ts';
import styles from './sections.module.css';

export const useNewestReplays = () =>
  useQuery({
    queryKey: queryKeys.replays('newest'),
    queryFn: ({ signal }) => get('/replays', { query: { limit: 3 }, signal }),
  });

/** The newest sessions to see again; nothing while there is none. */
export function NewestReplays() {
  const { t } = useTranslation('common');
  const { data } = useNewestReplays();
  if (!data || data.items.length === 0) return null;
  return (
    <section className={styles.band} aria-labelledby="replays">
      <div className={styles.bandHead}>
        <h2 id="replays">{t('replay')}</h2>
        <Link to="/replays">{t('allReplays')}</Link>
      </div>
      <ReplayList items={data.items} />
    </section>
  );
}
