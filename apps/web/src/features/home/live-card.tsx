import type { HomeSession } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServerNow } from '../../lib/time/clock.ts';
import { useFormats } from '../../lib/format.ts';
import { LiveBadge } from '../../ui/badges.tsx';
import styles from './home.module.css';

/** A live session as a wide card: room, title, the pitch that is on and its time left as a thin bar. */
export function LiveCard({ session }: { session: HomeSession }) {
  const { t } = useTranslation('common');
  const { pick } = useFormats();
  const now = useServerNow(1_000);
  const pitch = session.now;
  const elapsed = pitch ? (now - Date.parse(pitch.startedAt)) / (pitch.minutes * 60_000) : 0;
  return (
    <Link to={`/sessions/${session.id}`} className={styles.live}>
      <span className={styles.row}>
        <LiveBadge />
        <span>{pick(session.room.nameZh, session.room.nameEn)}</span>
      </span>
      <h3>{pick(session.titleZh, session.titleEn)}</h3>
      <span>{pitch ? pick(pitch.titleZh, pitch.titleEn) : t('betweenPitches')}</span>
      {pitch && <span className="small muted">{t('pitchNow', { n: pitch.position, total: session.pitchCount })}</span>}
      <span className={styles.bar} aria-hidden="true">
        <span className={elapsed > 1 ? styles.over : ''} style={{ width: `${Math.min(100, elapsed * 100)}%` }} />
      </span>
    </Link>
  );
}
