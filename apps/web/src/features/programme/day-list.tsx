import type { ProgrammeDay, SessionCard } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../lib/format.ts';
import { LiveSign, TrackSign, trackTone } from '../../ui/signs.tsx';
import styles from './programme.module.css';

/** One list by time, for phones and for print. */
export function DayList({ day }: { day: ProgrammeDay }) {
  const { t } = useTranslation();
  const { pick, time } = useFormats();
  const rooms = new Map(day.rooms.map((room) => [room.id, room]));
  const byStart = Map.groupBy(day.sessions, (session) => session.startsAt);
  return (
    <div className={styles.list}>
      {[...byStart].map(([start, sessions]) => (
        <section key={start}>
          <h2 className={`${styles.hourHead} figures`}><time dateTime={start}>{time(start, day.edition.timeZone)}</time></h2>
          {sessions.map((session: SessionCard) => {
            const room = rooms.get(session.roomId);
            return (
              <Link key={session.id} to={`/sessions/${session.id}`} className={`${styles.item} ${trackTone(session.track)}`}>
                <span>
                  <strong>{pick(session.titleZh, session.titleEn)}</strong>
                  <span className={styles.meta}>
                    <TrackSign track={session.track} />
                    {room && <span>{pick(room.nameZh, room.nameEn)}</span>}
                    <span>{t('common.pitches', { n: session.pitchCount })}</span>
                    {session.state === 'live' && <LiveSign />}
                    {session.state === 'ended' && <span>{t('state.ended')}</span>}
                  </span>
                </span>
              </Link>
            );
          })}
        </section>
      ))}
    </div>
  );
}
