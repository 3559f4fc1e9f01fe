import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { useMe, useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { cardClass, Page } from '../../../ui/page.tsx';
import { Refusal } from '../../../ui/feedback/refusal.tsx';
import { Failure, Skeleton } from '../../../ui/feedback/states.tsx';
import { NewEditionForm } from './new-edition-form.tsx';
import styles from '../prepare.module.css';

/** All editions, and the form that starts the next one. */
export default function EditionsPage() {
  const { t } = useTranslation('prepare');
  const { pick } = useFormats();
  const { data: me } = useMe();
  const organizer = useRole('organizer');
  const { data, error } = useQuery({
    queryKey: queryKeys.editions(),
    queryFn: ({ signal }) => get('/editions', { signal }),
    enabled: organizer,
  });
  return (
    <Page title={t('editions')} frame="reading">
      <h1>{t('editions')}</h1>
      {me && !organizer && <Refusal>{t('onlyOrganizers')}</Refusal>}
      {error && <Failure error={error} />}
      {organizer && !data && !error && <Skeleton />}
      <ul className={styles.plain}>
        {data?.items.map((edition) => (
          <li key={edition.id} className={`${cardClass} ${styles.editionCard}`}>
            <div>
              <Link to={`/prepare/${edition.id}`}>
                <strong>{pick(edition.nameZh, edition.nameEn)}</strong>
              </Link>
              <p className="small muted figures">
                {edition.days[0]} – {edition.days.at(-1)} · {t('roomCount', { count: edition.rooms })} ·{' '}
                {t('sessionCount', { count: edition.sessions })} · {t('projectCount', { count: edition.projects })}
              </p>
            </div>
            <span className="small">
              {edition.open ? t('isOpen') : t('isClosed')}
              {edition.version !== null && ` · v${edition.version}`}
            </span>
          </li>
        ))}
      </ul>
      {data && <NewEditionForm editions={data.items} />}
    </Page>
  );
}
