import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cardClass } from '../../../ui/page.tsx';
import styles from './hall-code.module.css';

const RENEW_MS = 30_000;

/**
 * To be thrown on the hall's wall: who scans it counts as present. The code changes, so that a picture of it is soon
 * worth nothing.
 */
export function HallCode({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('session');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((count) => count + 1), RENEW_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <section className={cardClass} aria-label={t('hall.code')}>
      <h2>{t('hall.code')}</h2>
      <p className="muted">{t('hall.codeHint')}</p>
      <img className={styles.code} src={`/api/sessions/${sessionId}/hall/code.svg?turn=${turn}`} alt={t('hall.code')} />
    </section>
  );
}
