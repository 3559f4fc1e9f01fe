import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Home, type HomeSession } from '@everexpo/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { get } from '../../lib/api/api.ts';
import { useServerNow } from '../../lib/time/clock.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { sessionStatus } from '../../lib/session-status.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { useWatch } from '../../lib/realtime/watch.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { TrackBadge } from '../../ui/badges.tsx';
import { SessionStatusBadge } from '../../ui/session-status-badge.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { TimesIn } from '../../ui/times-in.tsx';
import { LiveCard } from './live-card.tsx';
import { NewestReplays, useNewestReplays } from './newest-replays.tsx';
import styles from './home.module.css';

const NOW_EVERY_MS = 30_000;

export default function HomePage() {
  const { t } = useTranslation(['home', 'common']);
  const { pick } = useFormats();
  const queries = useQueryClient();
  const {
    data: home,
    error,
    refetch,
  } = useQuery({
    queryKey: queryKeys.home(),
    queryFn: ({ signal }) => get('/home', { signal }),
    refetchInterval: 30_000,
  });
  const replays = useNewestReplays();
  // Drawn together, so that nothing moves what is already there.
  const drawn = replays.isPending && replays.failureCount === 0 ? undefined : home;
  useWatch('edition', home?.edition.id, { refetch: [queryKeys.home()] });
  const renew = useCallback(() => void queries.invalidateQueries({ queryKey: queryKeys.home() }), [queries]);
  useServerEvent('programme:changed', renew);
  useServerEvent('wall:registered', renew);

  const title = home ? pick(home.edition.nameZh, home.edition.nameEn) : t('common:brand');
  return (
    <Page title={title} frame="list">
      <div className={styles.lead}>
        <h1>{t('headline')}</h1>
        <p className="muted">
          {title} · {t('sub')}
        </p>
        {home && <TimesIn timeZone={home.edition.timeZone} />}
      </div>
      {error && !home && <Failure error={error} retry={() => void refetch()} />}
      {!drawn && !error && <Skeleton height={800} />}
      {drawn && (
        <>
          <OnNow home={drawn} />
          <ComingUp home={drawn} />
          <NewestReplays />
          <Figures home={drawn} />
        </>
      )}
      <Search />
    </Page>
  );
}

function OnNow({ home }: { home: Home }) {
  const { t } = useTranslation('home');
  const { time } = useFormats();
  const now = useServerNow(NOW_EVERY_MS);
  const next = home.next.find((session) => sessionStatus(session, now) === 'to-come');
  return (
    <section className={styles.band} aria-labelledby="on-now">
      <h2 id="on-now">{t('now')}</h2>
      {home.live.length === 0 ? (
        <div className={styles.quiet}>
          <p>{t('nothingLive')}</p>
          {next && <p className="muted">{t('nextStart', { time: time(next.startsAt, home.edition.timeZone) })}</p>}
        </div>
      ) : (
        <div className={styles.liveList}>
          {home.live.map((session) => (
            <LiveCard key={session.id} session={session} />
          ))}
        </div>
      )}
    </section>
  );
}

function ComingUp({ home }: { home: Home }) {
  const { t } = useTranslation('home');
  return (
    <section className={styles.band} aria-labelledby="coming-up">
      <div className={styles.bandHead}>
        <h2 id="coming-up">{t('next')}</h2>
        <Link to="/programme">{t('programmeLink')}</Link>
      </div>
      <div className={styles.rail}>
        {home.next.map((session) => (
          <Stop key={session.id} session={session} timeZone={home.edition.timeZone} />
        ))}
      </div>
    </section>
  );
}

function Stop({ session, timeZone }: { session: HomeSession; timeZone: string }) {
  const { t } = useTranslation('common');
  const { pick, time } = useFormats();
  const now = useServerNow(NOW_EVERY_MS);
  return (
    <Link to={`/sessions/${session.id}`} className={styles.stop}>
      <time dateTime={session.startsAt}>{time(session.startsAt, timeZone)}</time>
      <span>
        <strong>{pick(session.titleZh, session.titleEn)}</strong>
        <span className={styles.meta}>
          <TrackBadge track={session.track} />
          <span>{pick(session.room.nameZh, session.room.nameEn)}</span>
          <SessionStatusBadge status={sessionStatus(session, now)} />
        </span>
      </span>
      <span className={styles.pitches}>{t('pitches', { count: session.pitchCount })}</span>
    </Link>
  );
}

function Figures({ home: { figures } }: { home: Home }) {
  const { t } = useTranslation(['home', 'common']);
  const { amount, exactAmount, count } = useFormats();
  return (
    <section aria-label={t('figures')}>
      <dl className={styles.figures}>
        <div>
          <dt>{t('sessions')}</dt>
          <dd>{count(figures.sessions)}</dd>
        </div>
        <div>
          <dt>{t('common:projects')}</dt>
          <dd>{count(figures.projects)}</dd>
        </div>
        <div>
          <dt>{t('agreements')}</dt>
          <dd>{count(figures.agreements)}</dd>
        </div>
        <div>
          <dt>{t('amount')}</dt>
          <dd title={exactAmount(figures.amountFen)}>{amount(figures.amountFen)}</dd>
        </div>
      </dl>
    </section>
  );
}

function Search() {
  const { t } = useTranslation(['home', 'common']);
  const navigate = useNavigate();
  return (
    <search className={styles.band}>
      <form
        className={styles.search}
        action={(form: FormData) => void navigate(`/projects?q=${encodeURIComponent(String(form.get('q') ?? ''))}`)}
      >
        <input
          name="q"
          type="search"
          maxLength={100}
          aria-label={t('common:searchProjects')}
          placeholder={t('searchHint')}
        />
        <Button type="submit" variant="primary">
          {t('common:searchProjects')}
        </Button>
      </form>
      <div>
        <ButtonLink to="/wall">{t('common:wall')}</ButtonLink>
      </div>
    </search>
  );
}
