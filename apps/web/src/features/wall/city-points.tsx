import { cityLabels, type City, type Wall } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import styles from './wall.module.css';

/** Longitude and latitude of each seat of government in degrees, to a tenth: where the points stand. */
const PLACES: Record<City, [number, number]> = {
  chengdu: [104.1, 30.6],
  zigong: [104.8, 29.3],
  panzhihua: [101.7, 26.6],
  luzhou: [105.4, 28.9],
  deyang: [104.4, 31.1],
  mianyang: [104.7, 31.5],
  guangyuan: [105.8, 32.4],
  suining: [105.6, 30.5],
  neijiang: [105.1, 29.6],
  leshan: [103.8, 29.6],
  nanchong: [106.1, 30.8],
  meishan: [103.8, 30.1],
  yibin: [104.6, 28.8],
  guangan: [106.6, 30.5],
  dazhou: [107.5, 31.2],
  yaan: [103.0, 30.0],
  bazhong: [106.8, 31.9],
  ziyang: [104.6, 30.1],
  aba: [102.2, 31.9],
  ganzi: [101.9, 30.1],
  liangshan: [102.3, 27.9],
};
const WEST = 100.6;
const NORTH = 33;
const SCALE = 56;

/** The 21 cities as points; one lights up, and grows, with its agreements. */
export function CityPoints({ byCity }: { byCity: Wall['byCity'] }) {
  const { t } = useTranslation('wall');
  const { label, list } = useFormats();
  const counts = new Map(byCity.map(({ city, count }) => [city, count]));
  return (
    <svg
      className={styles.map}
      viewBox="0 0 430 380"
      role="img"
      aria-label={`${t('byCity')}: ${list(byCity.map(({ city, count }) => `${label(cityLabels[city])} ${count}`))}`}
    >
      {(Object.entries(PLACES) as [City, [number, number]][]).map(([city, [longitude, latitude]]) => {
        const count = counts.get(city) ?? 0;
        const x = (longitude - WEST) * SCALE;
        const y = (NORTH - latitude) * SCALE;
        return (
          <g key={city}>
            <circle
              cx={x}
              cy={y}
              r={count ? Math.min(14, 5 + Math.sqrt(count)) : 3}
              fill={count ? 'var(--gold)' : 'var(--wall-unlit)'}
            />
            <text x={x + 9} y={y - 6}>
              {label(cityLabels[city])}
              {count > 0 && ` ${count}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
