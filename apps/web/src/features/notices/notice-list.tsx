import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NoticeRow } from './notice-row.tsx';
import { useEditionZone } from './use-edition-zone.ts';
import { useNewestNotices } from './use-notices.ts';
import styles from './notices.module.css';

const SHOWN = 3;

/** The newest of what concerns the signed-in person, and the way to all of it; nothing where there is none. */
export function NoticeList() {
  const { t } = useTranslation(['notices', 'common']);
  const zone = useEditionZone();
  const { data } = useNewestNotices();
  if (!data || data.items.length === 0) return null;
  return (
    <section>
      <div className={styles.row}>
        <h2>{t('common:notices')}</h2>
        <Link to="/notices">{t('all')}</Link>
      </div>
      <ul className={styles.all}>
        {data.items.slice(0, SHOWN).map((notice) => (
          <NoticeRow key={notice.id} notice={notice} timeZone={zone} />
        ))}
      </ul>
    </section>
  );
}
