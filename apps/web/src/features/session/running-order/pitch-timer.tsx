import type { Stage } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../lib/time/clock.ts';
import { clock } from '../../../lib/format.ts';
import styles from './running-order.module.css';

interface Props {
  stage: Stage;
  /** What the running order gives the pitch. */
  minutes: number;
  className?: string;
}

/**
 * Time left of a pitch by the server's clock, so that every screen agrees; past its end, the time over; held, it stands
 * still.
 */
export function PitchTimer({ stage, minutes, className = '' }: Props) {
  const { t } = useTranslation('session');
  const now = useServerNow();
  const { pitchStartedAt, heldAt, heldMs, extraMinutes } = stage;
  if (!pitchStartedAt) return null;
  const span = (minutes + extraMinutes) * 60_000;
  const left = Date.parse(pitchStartedAt) + span + heldMs - (heldAt ? Date.parse(heldAt) : now);
  const over = left < 0;
  return (
    <span
      className={`${className} ${over ? styles.overtime : ''}`}
      role="timer"
      data-left-ms={Math.round(left)}
      data-held={heldAt !== null || undefined}
    >
      {over ? '+' : ''}
      {clock(over ? left : Math.min(left, span))}{' '}
      <small>{heldAt ? t('held') : over ? t('overtime') : t('remaining')}</small>
    </span>
  );
}
