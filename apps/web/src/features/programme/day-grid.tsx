import type { ProgrammeDay, SessionCard } from '@everexpo/contracts';
import { useLayoutEffect, useRef, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServerNow } from '../../lib/time/clock.ts';
import { useFormats } from '../../lib/format.ts';
import { sessionStatus } from '../../lib/session-status.ts';
import { trackTone } from '../../ui/badges.tsx';
import { SessionStatusBadge } from '../../ui/session-status-badge.tsx';
import styles from './programme.module.css';

const HOUR_PX = 64;
const HOUR_MS = 3_600_000;

/** Rooms as columns, time from top to bottom; the axis and the rooms' names stay in sight. */
export function DayGrid({ day }: { day: ProgrammeDay }) {
  const { t } = useTranslation(['programme', 'common']);
  const { pick, time } = useFormats();
  const now = useServerNow(30_000);
  const rooms = day.rooms.filter((room) => day.sessions.some((session) => session.roomId === room.id));
  const first =
    Math.floor(Math.min(...day.sessions.map((session) => Date.parse(session.startsAt))) / HOUR_MS) * HOUR_MS;
  const last = Math.ceil(Math.max(...day.sessions.map((session) => Date.parse(session.endsAt))) / HOUR_MS) * HOUR_MS;
  const at = (instant: number) => ((instant - first) / HOUR_MS) * HOUR_PX;
  const hours = Array.from({ length: (last - first) / HOUR_MS }, (_, index) => first + index * HOUR_MS);
  const height = at(last);
  const showNow = now > first && now < last;
  const view = useRef<HTMLDivElement>(null);
  const opening = showNow ? at(now) - HOUR_PX * 1.5 : 0;
  useLayoutEffect(() => {
    if (view.current) view.current.scrollTop = opening;
    // Only when another day is opened: the grid must not move on its own while somebody reads it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [day.day]);
  return (
    <div ref={view} className={styles.gridWrap} tabIndex={0} role="region" aria-label={t('byRoom')}>
      <div className={styles.grid} style={{ '--rooms': rooms.length, '--hour': `${HOUR_PX}px` } as CSSProperties}>
        <div className={styles.corner} />
        {rooms.map((room) => (
          <div key={room.id} className={styles.roomHead}>
            {pick(room.nameZh, room.nameEn)}
            <span>{room.mode === 'online' ? t('common:online') : t('common:seats', { count: room.seats })}</span>
          </div>
        ))}
        <div className={styles.axis} style={{ height }}>
          {hours.slice(1).map((hour) => (
            <span key={hour} className={styles.hour} style={{ top: at(hour) }}>
              {time(new Date(hour).toISOString(), day.edition.timeZone)}
            </span>
          ))}
          {showNow && (
            <span className={styles.nowLabel} style={{ top: at(now) }}>
              {t('now')}
            </span>
          )}
        </div>
        {rooms.map((room) => (
          <div key={room.id} className={styles.lane} style={{ height }}>
            {showNow && <span className={styles.now} style={{ top: at(now) }} />}
            {day.sessions
              .filter((session) => session.roomId === room.id)
              .map((session) => (
                <Block
                  key={session.id}
                  session={session}
                  top={at(Date.parse(session.startsAt))}
                  height={at(Date.parse(session.endsAt)) - at(Date.parse(session.startsAt))}
                  timeZone={day.edition.timeZone}
                  now={now}
                />
              ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function Block({
  session,
  top,
  height,
  timeZone,
  now,
}: {
  session: SessionCard;
  top: number;
  height: number;
  timeZone: string;
  now: number;
}) {
  const { t } = useTranslation('common');
  const { pick, time } = useFormats();
  return (
    <Link
      to={`/sessions/${session.id}`}
      className={`${styles.block} ${trackTone(session.track)}`}
      style={{ top, height: height - 2 }}
    >
      <strong>{pick(session.titleZh, session.titleEn)}</strong>
      <span className="figures">
        {time(session.startsAt, timeZone)}–{time(session.endsAt, timeZone)} ·{' '}
        {t('pitches', { count: session.pitchCount })}
      </span>
      <div>
        <SessionStatusBadge status={sessionStatus(session, now)} />
      </div>
    </Link>
  );
}
