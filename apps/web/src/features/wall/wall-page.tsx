import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Wall, WallSlip, WallTotals } from '@everexpo/contracts';
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
import { Slips } from './slips.tsx';
import { HourBars, TrackBars } from './spread.tsx';
import { StageSlide } from './stage-slide.tsx';
import styles from './wall.module.css';

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
            <div className={styles.totals}>
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
            </div>
            <div className={styles.spread}>
              <CityPoints byCity={wall.byCity} newest={wall.newest[0]?.city ?? null} />
              <div className={styles.shares}>
                <TrackBars byTrack={wall.byTrack} />
                <HourBars byHour={wall.byHour} />
              </div>
            </div>
          </section>
          <Slips wall={wall} />
        </div>
      )}
    </main>
  );
}

function add(wall: Wall, slip: WallSlip, totals: WallTotals): Wall {
  const newest = wall.newest.some(({ number }) => number === slip.number) ? wall.newest : [slip, ...wall.newest];
  return { ...wall, ...totals, newest };
}
