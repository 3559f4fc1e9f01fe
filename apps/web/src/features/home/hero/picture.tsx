import type { Home, HomeSession } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import { sessionStatus } from '../../../lib/session-status.ts';
import { useServerNow } from '../../../lib/time/clock.ts';
import { timeLeft } from '../../../lib/time/time-left.ts';
import { LiveBadge } from '../../../ui/badges.tsx';
import { EditionDrawing } from './edition-drawing.tsx';
import styles from './hero.module.css';

const SECOND_MS = 1_000;

/** A live session with the page that its presenter shows; else the edition's drawing and how long until it begins. */
export function Picture({ home }: { home: Home | undefined }) {
  const { t } = useTranslation('home');
  if (!home) return <div className={styles.picture} />;
  const live = home.live.find(({ now }) => now?.deck) ?? home.live[0];
  if (live) return <LivePicture session={live} year={home.edition.year} />;
  return (
    <div className={styles.picture}>
      <div className={styles.frame}>
        <EditionDrawing year={home.edition.year} />
      </div>
      <div className={styles.caption}>
        {home.phase === 'before' && (home.opensAt ? <Countdown to={home.opensAt} /> : <p>{t('notPublished')}</p>)}
        {home.phase === 'during' && <BetweenSessions home={home} />}
        {home.phase === 'after' && <p>{t('over')}</p>}
      </div>
    </div>
  );
}

function LivePicture({ session, year }: { session: HomeSession; year: number }) {
  const { t } = useTranslation('common');
  const { pick } = useFormats();
  const { now } = session;
  const deck = now?.deck;
  return (
    <Link to={`/sessions/${session.id}`} className={`${styles.picture} ${styles.pressable}`}>
      <span className={styles.frame}>
        {deck ? (
          <img
            src={`/api/projects/${deck.projectId}/deck/pages/${deck.page}?v=${deck.version}`}
            alt={t('deckPage', { n: deck.page, total: deck.pages })}
            width="1280"
            height="720"
          />
        ) : (
          <EditionDrawing year={year} />
        )}
      </span>
      <span className={styles.caption}>
        <LiveBadge />
        <strong>{now ? pick(now.titleZh, now.titleEn) : t('betweenPitches')}</strong>
        <span>{pick(session.titleZh, session.titleEn)}</span>
      </span>
    </Link>
  );
}

/** Nothing is live now: when that changes, by the programme. */
function BetweenSessions({ home: { next, edition } }: { home: Home }) {
  const { t } = useTranslation('home');
  const { dayAndTime } = useFormats();
  const now = useServerNow(SECOND_MS);
  const first = next.find((session) => sessionStatus(session, now) === 'to-come');
  return (
    <>
      <p>{t('nothingLive')}</p>
      {first && <p className="muted">{t('nextStart', { time: dayAndTime(first.startsAt, edition.timeZone) })}</p>}
    </>
  );
}

/** Days and the clock until an instant. */
function Countdown({ to }: { to: string }) {
  const { t } = useTranslation(['home', 'common']);
  const { days, clock } = timeLeft(Date.parse(to) - useServerNow(SECOND_MS));
  return (
    <p role="timer" className={styles.countdown}>
      <span>{t('opensIn')}</span>
      <span className={styles.left}>
        {days > 0 && `${t('common:days', { count: days })} `}
        {clock}
      </span>
    </p>
  );
}
