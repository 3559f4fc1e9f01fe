import { agreementKindLabels, type WallSlip } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../../lib/format.ts';
import styles from './sections.module.css';

/** The newest registered agreements; nothing while there is none. */
export function NewestAgreements({ slips }: { slips: WallSlip[] }) {
  const { t } = useTranslation(['home', 'common']);
  const { label, list, amount, exactAmount } = useFormats();
  if (slips.length === 0) return null;
  return (
    <section className={styles.band} aria-labelledby="agreements">
      <div className={styles.bandHead}>
        <h2 id="agreements">{t('newestAgreements')}</h2>
        <Link to="/wall">{t('common:wall')}</Link>
      </div>
      <ul className={styles.slips}>
        {slips.map((slip) => (
          <li key={slip.number}>
            <Link to={`/verify/${slip.number}`} className={styles.slip}>
              <span className={styles.slipHead}>
                <span>{slip.number}</span>
                {slip.amountFen === null ? (
                  <span>{t('common:undisclosed')}</span>
                ) : (
                  <span title={exactAmount(slip.amountFen)}>{amount(slip.amountFen)}</span>
                )}
              </span>
              <strong>{slip.title}</strong>
              <span className="small muted">
                {label(agreementKindLabels[slip.kind])}
                {slip.parties && ` · ${list(slip.parties)}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
