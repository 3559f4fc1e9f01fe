import type { Score } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import styles from './score-curve.module.css';

const WIDTH = 320;
const HEIGHT = 96;

/** Soft score over time; while hard rules are broken the line is dashed. */
export function ScoreCurve({ points }: { points: { seconds: number; score: Score }[] }) {
  const { t } = useTranslation('prepare');
  const feasible = points.filter((point) => point.score.hard === 0);
  const shown = feasible.length > 1 ? feasible : points;
  const values = shown.map((point) => (feasible.length > 1 ? point.score.soft : point.score.hard));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const until = Math.max(...shown.map((point) => point.seconds), 0.001);
  const scale = (HEIGHT - 12) / Math.max(1, high - low);
  const yOf = (value: number) => HEIGHT - 6 - (value - low) * scale;
  const path = shown
    .map(({ seconds }, index) => `${(seconds / until) * WIDTH},${yOf(values[index] as number)}`)
    .join(' ');
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={styles.curve}
      role="img"
      aria-label={t('curve')}
      preserveAspectRatio="none"
    >
      <polyline
        points={path}
        fill="none"
        stroke="var(--river)"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
        strokeDasharray={feasible.length > 1 ? undefined : '4 4'}
      />
    </svg>
  );
}
