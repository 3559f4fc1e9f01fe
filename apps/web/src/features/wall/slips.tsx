import { agreementKindLabels, type Wall, type WallSlip } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import styles from './wall.module.css';

/** So many fit the height of a screen. */
const NEWEST = 5;

/** The newest agreements as slips of paper; while there are few, the last edition's fill the room below, darker. */
export function Slips({ wall: { newest, previous } }: { wall: Wall }) {
  const { t } = useTranslation('wall');
  const { pick } = useFormats();
  // Their heading takes the room of one.
  const earlier = previous?.newest.slice(0, Math.max(0, NEWEST - 1 - newest.length)) ?? [];
  return (
    <section className={styles.slips} aria-label={t('newest')} aria-live="polite">
      {newest.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
      {newest.slice(0, NEWEST).map((slip) => (
        <Slip key={slip.number} slip={slip} />
      ))}
      {previous && earlier.length > 0 && (
        <>
          <h2 className={styles.unit}>{pick(previous.nameZh, previous.nameEn)}</h2>
          {earlier.map((slip) => (
            <Slip key={slip.number} slip={slip} isEarlier />
          ))}
        </>
      )}
    </section>
  );
}

function Slip({ slip, isEarlier = false }: { slip: WallSlip; isEarlier?: boolean }) {
  const { t } = useTranslation('common');
  const { label, amount } = useFormats();
  return (
    <article className={`${styles.slip} ${isEarlier ? styles.earlier : ''}`}>
      <span className={styles.slipTop}>
        <span>{slip.number}</span>
        <span>{slip.amountFen === null ? t('undisclosed') : amount(slip.amountFen)}</span>
      </span>
      <strong>{slip.title}</strong>
      <span className={styles.parties}>
        {slip.parties?.join(' · ') ?? t('undisclosed')} · {label(agreementKindLabels[slip.kind])}
      </span>
    </article>
  );
}
