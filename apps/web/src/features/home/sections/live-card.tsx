import type { HomeSession } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServerNow } from '../../../lib/time/clock.ts';
import { useFormats } from '../../../lib/format.ts';
import { LiveBadge, TrackBadge, trackTone } from '../../../ui/badges.tsx';
import styles from './sections.module.css';

const SECOND_MS = 1_000;

/** A live session as a card of its track: the pitch that is on, who gives it, and its time left as a thin bar. */
export function LiveCard({ session }: { session: HomeSession }) {
  const { t } = useTranslation(['home', 'common']);
  const { pick } = useFormats();
  const now = useServerNow(SECOND_MS);
  const pitch = session.now;
  const elapsed = pitch ? (now - Date.parse(pitch.startedAt)) / (pitch.minutes * 60_000) : 0;
  return (
    <Link to={`/sessions/${session.id}`} className={`${styles.card} ${trackTone(session.track)}`}>
      <span className={styles.row}>
        <LiveBadge />
        {pitch && (
          <span className={styles.place}>
            <span aria-hidden="true">
              {pitch.position} / {session.pitchCount}
            </span>
            <span className="visually-hidden">
              {t('common:pitchNow', { n: pitch.position, total: session.pitchCount })}
            </span>
          </span>
        )}
      </span>
      <h3>{pick(session.titleZh, session.titleEn)}</h3>
      <span className={styles.on}>
        <span>{pitch ? pick(pitch.titleZh, pitch.titleEn) : t('common:betweenPitches')}</span>
        {pitch && (
          <span className="small muted">{t('presents', { name: pick(pitch.ownerName, pitch.ownerNameEn) })}</span>
        )}
      </span>
      <span className={styles.meta}>
        <TrackBadge track={session.track} />
        <span>{pick(session.room.nameZh, session.room.nameEn)}</span>
      </span>
      <span className={styles.bar} aria-hidden="true">
        <span className={elapsed > 1 ? styles.over : ''} style={{ width: `${Math.min(100, elapsed * 100)}%` }} />
      </span>
    </Link>
  );
}
