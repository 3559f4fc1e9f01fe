import { trackLabels, type Wall } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import styles from './wall.module.css';

/** How the agreements spread over the tracks. */
export function TrackBars({ byTrack }: { byTrack: Wall['byTrack'] }) {
  const { t } = useTranslation('wall');
  const { label, count } = useFormats();
  const most = Math.max(1, ...byTrack.map((row) => row.count));
  if (byTrack.length === 0) return null;
  return (
    <dl className={styles.bars} aria-label={t('byTrack')}>
      {byTrack.map((row) => (
        <div key={row.track}>
          <dt>{label(trackLabels[row.track])}</dt>
          <dd>
            <span
              className={styles.bar}
              style={{ width: `${(row.count / most) * 100}%`, background: `var(--track-${row.track})` }}
            />
            {count(row.count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The day's registrations hour by hour. */
export function HourBars({ byHour }: { byHour: Wall['byHour'] }) {
  const { t } = useTranslation('wall');
  const { list } = useFormats();
  const counts = new Map(byHour.map(({ hour, count }) => [hour, count]));
  const most = Math.max(1, ...counts.values());
  const hours = [...counts.keys()];
  if (hours.length === 0) return null;
  const [first, last] = [Math.min(...hours, 8), Math.max(...hours, 19)];
  return (
    <svg
      className={styles.hours}
      viewBox={`0 0 ${(last - first + 1) * 30} 90`}
      role="img"
      aria-label={`${t('byHour')}: ${list(byHour.map(({ hour, count }) => `${hour}:00 ${count}`))}`}
    >
      {Array.from({ length: last - first + 1 }, (_, index) => first + index).map((hour, index) => {
        const height = ((counts.get(hour) ?? 0) / most) * 60;
        return (
          <g key={hour}>
            <rect
              x={index * 30 + 4}
              y={66 - height}
              width="22"
              height={Math.max(1, height)}
              fill={height > 0 ? 'var(--gold)' : 'var(--wall-unlit)'}
            />
            <text x={index * 30 + 15} y="84" textAnchor="middle">
              {hour}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
