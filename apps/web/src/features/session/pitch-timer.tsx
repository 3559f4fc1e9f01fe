import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../lib/clock.ts';
import { clock } from '../../lib/format.ts';
import styles from './session.module.css';

/** Time left of a pitch by the server's clock, so that every screen agrees; past its end, the time over. */
export function PitchTimer({ startedAt, minutes, className = '' }: { startedAt: string | null; minutes: number; className?: string }) {
  const { t } = useTranslation();
  const now = useServerNow();
  if (!startedAt) return null;
  const left = Date.parse(startedAt) + minutes * 60_000 - now;
  const over = left < 0;
  return (
    <span className={`${className} ${over ? styles.overtime : ''}`} role="timer" data-left-ms={Math.round(left)}>
      {over ? '+' : ''}{clock(over ? left : Math.min(left, minutes * 60_000))} <small>{over ? t('session.overtime') : t('session.remaining')}</small>
    </span>
  );
}
