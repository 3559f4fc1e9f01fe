import { trackLabels, type Track } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../lib/format.ts';
import styles from './ui.module.css';

/** The track as a dot and its name. */
export function TrackBadge({ track }: { track: Track }) {
  const { label } = useFormats();
  return <span className={`${styles.track} ${styles[track]}`}>{label(trackLabels[track])}</span>;
}

/** Live: a dot and the word, never the colour alone. */
export function LiveBadge() {
  const { t } = useTranslation('common');
  return <span className={styles.live}>{t('state.live')}</span>;
}

/** Class that gives an element its track's colour as `--tone`. */
export const trackTone = (track: Track): string => styles[track] ?? '';
