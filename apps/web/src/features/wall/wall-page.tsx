import { useQuery, useQueryClient } from '@tanstack/react-query';
import { agreementKindLabels, type Wall, type WallSlip } from '@everexpo/contracts';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useServerEvent } from '../../lib/socket.tsx';
import { useWatchEdition } from '../../lib/watch.ts';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { CityPoints } from './city-points.tsx';
import styles from './wall.module.css';

const NEWEST = 6;

/** Made for a screen in the hall: the count, the amount, the newest slips of paper. */
export function WallPage() {
  const { t } = useTranslation();
  const { pick, amount, exactAmount, count } = useFormats();
  const page = useRef<HTMLElement>(null);
  const queries = useQueryClient();
  const { data: wall, error, refetch } = useQuery({ queryKey: ['wall'], queryFn: ({ signal }) => get<Wall>('/wall', signal), refetchInterval: 60_000 });
  useWatchEdition(wall?.editionId);
  useServerEvent('wall:registered', useCallback((news) => {
    queries.setQueryData<Wall>(['wall'], (known) => known && add(known, news));
  }, [queries]));
  useEffect(() => {
    document.title = `${t('wall.title')} · Everexpo`;
  }, [t]);
  return (
    <main id="content" ref={page} className={styles.wall}>
      <div className={styles.top}>
        <h1 className={styles.title}>{wall && pick(wall.editionNameZh, wall.editionNameEn)} {t('wall.title')}</h1>
        <div className={styles.links}>
          <Link to="/">{t('nav.home')}</Link>
          <button type="button" onClick={() => void page.current?.requestFullscreen()}>{t('wall.fullscreen')}</button>
        </div>
      </div>
      {error && !wall && <Failure error={error} retry={() => void refetch()} />}
      {!wall && !error && <Skeleton height={500} />}
      {wall && (
        <div className={styles.main}>
          <section className={styles.figures} aria-live="polite">
            <div>
              <div className={styles.count} data-testid="wall-count">{count(wall.count)}</div>
              <div className={styles.unit}>{t('wall.count')}</div>
            </div>
            <div>
              <div className={styles.amount} title={exactAmount(wall.amountFen)}>{amount(wall.amountFen)}</div>
              <div className={styles.unit}>{t('wall.amount')}</div>
            </div>
            <CityPoints byCity={wall.byCity} />
          </section>
          <section className={styles.slips} aria-label={t('wall.newest')} aria-live="polite">
            {wall.newest.length === 0 && <p className={styles.empty}>{t('wall.empty')}</p>}
            {wall.newest.slice(0, NEWEST).map((slip) => <Slip key={slip.number} slip={slip} />)}
          </section>
        </div>
      )}
    </main>
  );
}

function Slip({ slip }: { slip: WallSlip }) {
  const { t } = useTranslation();
  const { label, amount } = useFormats();
  return (
    <article className={styles.slip}>
      <span className={styles.slipTop}>
        <span>{slip.number}</span>
        <span>{slip.amountFen === null ? t('common.undisclosed') : amount(slip.amountFen)}</span>
      </span>
      <strong>{slip.title}</strong>
      <span className={styles.parties}>{slip.parties.join(' · ')} · {label(agreementKindLabels[slip.kind])}</span>
    </article>
  );
}

function add(wall: Wall, { slip, count, amountFen }: { slip: WallSlip; count: number; amountFen: number }): Wall {
  if (wall.newest.some(({ number }) => number === slip.number)) return { ...wall, count, amountFen };
  const known = wall.byCity.find(({ city }) => city === slip.city);
  const byCity = slip.city === null ? wall.byCity : [...wall.byCity.filter((entry) => entry !== known), { city: slip.city, count: (known?.count ?? 0) + 1 }];
  return { ...wall, count, amountFen, byCity, newest: [slip, ...wall.newest] };
}
