import { useQuery, useQueryClient } from '@tanstack/react-query';
import { agreementKindLabels, type Wall, type WallSlip, type WallTotals } from '@everexpo/contracts';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { useWatch } from '../../lib/realtime/watch.ts';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { useRole } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { CityPoints } from './city-points.tsx';
import { HourBars, TrackBars } from './spread.tsx';
import { StageSlide } from './stage-slide.tsx';
import styles from './wall.module.css';

const NEWEST = 6;

/** Made for a screen in the hall: the count, the amount, the newest slips of paper. */
export default function WallPage() {
  const { t } = useTranslation(['wall', 'common']);
  const { pick, amount, exactAmount, count } = useFormats();
  const page = useRef<HTMLElement>(null);
  const queries = useQueryClient();
  const {
    data: wall,
    error,
    refetch,
  } = useQuery({
    queryKey: queryKeys.wall(),
    queryFn: ({ signal }) => get('/wall', { signal }),
    refetchInterval: 60_000,
  });
  useWatch('edition', wall?.editionId, { refetch: [queryKeys.wall()] });
  useServerEvent(
    'wall:registered',
    useCallback(
      (news) => {
        queries.setQueryData<Wall>(queryKeys.wall(), (known) => known && add(known, news.slip, news.totals));
      },
      [queries],
    ),
  );
  useServerEvent(
    'wall:screen',
    useCallback(
      (screen) => {
        queries.setQueryData<Wall>(queryKeys.wall(), (known) => known && { ...known, screen });
      },
      [queries],
    ),
  );
  const leads = [useRole('staff'), useRole('organizer')].includes(true);
  useEffect(() => {
    document.title = `${t('common:wall')} · Everexpo`;
  }, [t]);
  return (
    <main id="content" ref={page} className={styles.wall}>
      <div className={styles.top}>
        <h1 className={styles.title}>
          {wall && pick(wall.editionNameZh, wall.editionNameEn)} {t('common:wall')}
        </h1>
        <div className={styles.links}>
          <Link to="/">{t('common:home')}</Link>
          {leads && <Link to="/desk/ceremony">{t('common:ceremony')}</Link>}
          <button type="button" onClick={() => void page.current?.requestFullscreen()}>
            {t('common:fullScreen')}
          </button>
        </div>
      </div>
      {error && !wall && <Failure error={error} retry={() => void refetch()} />}
      {!wall && !error && <Skeleton height={500} />}
      {wall?.screen.mode === 'ceremony' && <StageSlide screen={wall.screen} count={wall.count} />}
      {wall?.screen.mode === 'wall' && (
        <div className={styles.main}>
          <section className={styles.figures} aria-live="polite">
            <div>
              <div className={styles.count} data-testid="wall-count">
                {count(wall.count)}
              </div>
              <div className={styles.unit}>{t('count', { count: wall.count })}</div>
            </div>
            <div>
              <div className={styles.amount} title={exactAmount(wall.amountFen)}>
                {amount(wall.amountFen)}
              </div>
              <div className={styles.unit}>{t('amount')}</div>
            </div>
            <div className={styles.spread}>
              <CityPoints byCity={wall.byCity} />
              <div className={styles.shares}>
                <TrackBars byTrack={wall.byTrack} />
                <HourBars byHour={wall.byHour} />
              </div>
            </div>
          </section>
          <section className={styles.slips} aria-label={t('newest')} aria-live="polite">
            {wall.newest.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
            {wall.newest.slice(0, NEWEST).map((slip) => (
              <Slip key={slip.number} slip={slip} />
            ))}
          </section>
        </div>
      )}
    </main>
  );
}

function Slip({ slip }: { slip: WallSlip }) {
  const { t } = useTranslation('common');
  const { label, amount } = useFormats();
  return (
    <article className={styles.slip}>
      <span className={styles.slipTop}>
        <span>{slip.number}</span>
        <span>{slip.amountFen === null ? t('undisclosed') : amount(slip.amountFen)}</span>
      </span>
      <strong>{slip.title}</strong>
      <span className={styles.parties}>
        {slip.parties?.join(' · ') ?? t('undisclosed')} · {label(agreementKindLabels[slip.kind])}
      </span>
    </article>
  );
}

function add(wall: Wall, slip: WallSlip, totals: WallTotals): Wall {
  const newest = wall.newest.some(({ number }) => number === slip.number) ? wall.newest : [slip, ...wall.newest];
  return { ...wall, ...totals, newest };
}
