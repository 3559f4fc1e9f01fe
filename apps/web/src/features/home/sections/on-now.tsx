import type { HomeSession } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { LiveCard } from './live-card.tsx';
import styles from './sections.module.css';

/** Every live session; nothing while there is none, which the picture above says. */
export function OnNow({ live }: { live: HomeSession[] }) {
  const { t } = useTranslation('home');
  if (live.length === 0) return null;
  return (
    <section className={styles.band} aria-labelledby="on-now">
      <h2 id="on-now">{t('now')}</h2>
      <div className={styles.liveList}>
        {live.map((session) => (
          <LiveCard key={session.id} session={session} />
        ))}
      </div>
    </section>
  );
}
