import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Skeleton } from '../../../ui/feedback/states.tsx';
import { useWaiting } from './use-waiting.ts';
import styles from './desk.module.css';

/** What waits for the signed-in person, a line and a link each. */
export function Waiting({ meId }: { meId: string }) {
  const { t } = useTranslation('mine');
  const waiting = useWaiting(meId);
  if (!waiting) return <Skeleton height={104} />;
  return (
    <section className={styles.section} aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting')}</h2>
      {waiting.length === 0 ? (
        <p className="muted">{t('nothingWaits')}</p>
      ) : (
        <ul className={styles.rows}>
          {waiting.map(({ text, to }) => (
            <li key={to}>
              {to.startsWith('#') ? (
                <a href={to}>
                  <strong>{text}</strong>
                </a>
              ) : (
                <Link to={to}>
                  <strong>{text}</strong>
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
