import type { ProgrammeDay, Room, SessionCard } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServerNow } from '../../lib/time/clock.ts';
import { useFormats } from '../../lib/format.ts';
import { sessionStatus } from '../../lib/session-status.ts';
import { TrackBadge, trackTone } from '../../ui/badges.tsx';
import { SessionStatusBadge } from '../../ui/session-status-badge.tsx';
import styles from './programme.module.css';

const NOW_EVERY_MS = 30_000;

/** One list by time, for phones and for print. What is over folds away, so that the list begins at what is on. */
export function DayList({ day }: { day: ProgrammeDay }) {
  const { t } = useTranslation('programme');
  const now = useServerNow(NOW_EVERY_MS);
  const isOver = (session: SessionCard) => ['ended', 'not-held'].includes(sessionStatus(session, now));
  const over = day.sessions.filter(isOver);
  const rest = day.sessions.filter((session) => !isOver(session));
  return (
    <div className={styles.list}>
      {over.length > 0 && (
        <details className={styles.over} open={rest.length === 0}>
          <summary>{t('over', { count: over.length })}</summary>
          <Hours sessions={over} day={day} />
        </details>
      )}
      <Hours sessions={rest} day={day} />
    </div>
  );
}

function Hours({ sessions, day }: { sessions: SessionCard[]; day: ProgrammeDay }) {
  const { time } = useFormats();
  return [...Map.groupBy(sessions, (session) => session.startsAt)].map(([start, together]) => (
    <section key={start}>
      <h2 className={`${styles.hourHead} figures`}>
        <time dateTime={start}>{time(start, day.edition.timeZone)}</time>
      </h2>
      {together.map((session) => (
        <Item key={session.id} session={session} room={day.rooms.find((room) => room.id === session.roomId)} />
      ))}
    </section>
  ));
}

function Item({ session, room }: { session: SessionCard; room: Room | undefined }) {
  const { t } = useTranslation('common');
  const { pick } = useFormats();
  const now = useServerNow(NOW_EVERY_MS);
  return (
    <Link to={`/sessions/${session.id}`} className={`${styles.item} ${trackTone(session.track)}`}>
      <span>
        <strong>{pick(session.titleZh, session.titleEn)}</strong>
        <span className={styles.meta}>
          <TrackBadge track={session.track} />
          {room && <span>{pick(room.nameZh, room.nameEn)}</span>}
          <span>{t('pitches', { count: session.pitchCount })}</span>
          <SessionStatusBadge status={sessionStatus(session, now)} />
        </span>
      </span>
    </Link>
  );
}
