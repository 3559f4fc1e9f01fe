import type { ReplayCard } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clock, useFormats } from '../../lib/format.ts';
import { TimesIn } from '../../ui/times-in.tsx';
import styles from './replay.module.css';

/** Sessions to see again: what, when, how long and how many pitches. */
export function ReplayList({ items }: { items: ReplayCard[] }) {
  const { t } = useTranslation('common');
  const { pick, dayAndTime } = useFormats();
  const [first] = items;
  return (
    <>
      {first && <TimesIn timeZone={first.timeZone} />}
      <ul className={styles.list}>
        {items.map((card) => (
          <li key={card.sessionId}>
            <Link to={`/sessions/${card.sessionId}/replay`} className={styles.card}>
              <strong>{pick(card.titleZh, card.titleEn)}</strong>
              <span className="small muted">
                {dayAndTime(card.startedAt, card.timeZone)}
                {' · '}
                <span className="figures">{clock(card.durationMs)}</span>
                {' · '}
                {t('pitches', { count: card.pitches })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
