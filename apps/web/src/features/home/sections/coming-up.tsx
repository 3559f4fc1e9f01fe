import type { Home, HomeSession } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { sessionStatus } from '../../../lib/session-status.ts';
import { useServerNow } from '../../../lib/time/clock.ts';
import { dayIn } from '../../../lib/time/day-in.ts';
import { TrackBadge, trackTone } from '../../../ui/badges.tsx';
import { SessionStatusBadge } from '../../../ui/session-status-badge.tsx';
import styles from './sections.module.css';

const NOW_EVERY_MS = 30_000;

/** The sessions to come, by time. */
export function ComingUp({ home }: { home: Home }) {
  const { t } = useTranslation('home');
  return (
    <section className={styles.band} aria-labelledby="coming-up">
      <div className={styles.bandHead}>
        <h2 id="coming-up">{t('next')}</h2>
        <Link to="/programme">{t('programmeLink')}</Link>
      </div>
      {home.next.length === 0 ? (
        <p className={styles.quiet}>{t(home.opensAt ? 'nothingNext' : 'notPublished')}</p>
      ) : (
        <div className={styles.nextList}>
          {home.next.map((session) => (
            <Next key={session.id} session={session} timeZone={home.edition.timeZone} />
          ))}
        </div>
      )}
    </section>
  );
}

function Next({ session, timeZone }: { session: HomeSession; timeZone: string }) {
  const { t } = useTranslation('common');
  const { pick, time, day } = useFormats();
  const now = useServerNow(NOW_EVERY_MS);
  const on = dayIn(timeZone, session.startsAt);
  return (
    <Link to={`/sessions/${session.id}`} className={`${styles.card} ${trackTone(session.track)}`}>
      <span className={styles.row}>
        <time dateTime={session.startsAt} className={styles.start}>
          {time(session.startsAt, timeZone)}
        </time>
        {on === dayIn(timeZone, new Date(now)) ? (
          <SessionStatusBadge status={sessionStatus(session, now)} />
        ) : (
          <span>{day(on)}</span>
        )}
      </span>
      <strong>{pick(session.titleZh, session.titleEn)}</strong>
      <span className={styles.meta}>
        <TrackBadge track={session.track} />
        <span>{pick(session.room.nameZh, session.room.nameEn)}</span>
        <span>{t('pitches', { count: session.pitchCount })}</span>
      </span>
    </Link>
  );
}
