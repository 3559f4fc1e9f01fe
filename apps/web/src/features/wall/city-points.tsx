import { cityLabels, type City, type Wall } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import { OUTLINE } from './outline.ts';
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
/** Labels of these stand to the left of their points, where those of their neighbours leave room. */
const LEFT: City[] = [
  'meishan',
  'leshan',
  'yaan',
  'aba',
  'ganzi',
  'liangshan',
  'chengdu',
  'panzhihua',
  'suining',
  'yibin',
];

/** So much lower stands the label of one whose neighbour is level with it. */
const LOWER: Partial<Record<City, number>> = { yaan: 9 };

const WEST = 97;
const NORTH = 34.6;
const SCALE = 50;
/** A degree of longitude at 30° north is so much shorter than one of latitude. */
const NARROWER = 0.866;

const x = (longitude: number) => Math.round((longitude - WEST) * SCALE * NARROWER * 10) / 10;
const y = (latitude: number) => Math.round((NORTH - latitude) * SCALE * 10) / 10;

const PROVINCE = `M${OUTLINE.map(([longitude, latitude]) => `${x(longitude)} ${y(latitude)}`).join('L')}Z`;

/** The province with its 21 cities: one lights up, and grows, with its agreements; that of the newest one pulses. */
export function CityPoints({ byCity, newest }: { byCity: Wall['byCity']; newest: City | null }) {
  const { t } = useTranslation('wall');
  const { label, list } = useFormats();
  const counts = new Map(byCity.map(({ city, count }) => [city, count]));
  return (
    <figure className={styles.province}>
      <svg
        className={styles.map}
        viewBox="0 0 510 435"
        role="img"
        aria-label={`${t('byCity')}: ${list(byCity.map(({ city, count }) => `${label(cityLabels[city])} ${count}`))}`}
      >
        <path d={PROVINCE} className={styles.outline} />
        {(Object.entries(PLACES) as [City, [number, number]][]).map(([city, [longitude, latitude]]) => (
          <CityPoint
            key={city}
            at={[x(longitude), y(latitude)]}
            name={label(cityLabels[city])}
            count={counts.get(city) ?? 0}
            isLeft={LEFT.includes(city)}
            lower={LOWER[city] ?? 0}
            isNewest={city === newest}
          />
        ))}
      </svg>
      <figcaption>{t('schematic')}</figcaption>
    </figure>
  );
}

const MIN_RADIUS = 8;
const MAX_RADIUS = 18;

interface PointProps {
  at: [number, number];
  name: string;
  count: number;
  isLeft: boolean;
  lower: number;
  isNewest: boolean;
}

function CityPoint({ at: [cx, cy], name, count, isLeft, lower, isNewest }: PointProps) {
  const radius = count > 0 ? Math.min(MAX_RADIUS, MIN_RADIUS + Math.sqrt(count)) : 3;
  const away = radius + 4;
  return (
    <g className={count > 0 ? styles.lit : undefined}>
      {isNewest && <circle cx={cx} cy={cy} r={radius} className={styles.pulse} />}
      <circle cx={cx} cy={cy} r={radius} className={styles.point} />
      <text x={isLeft ? cx - away : cx + away} y={cy + 5 + lower} textAnchor={isLeft ? 'end' : 'start'}>
        {name}
        {count > 0 && ` ${count}`}
      </text>
    </g>
  );
}
