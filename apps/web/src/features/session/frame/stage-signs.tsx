import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { useSession } from '../feed/session-feed.tsx';
import styles from './signs.module.css';

const keyOf = (sessionId: string) => `everexpo.recording-read.${sessionId}`;

/**
 * Over the picture: that it is live, and whether it is recorded. Everybody knows while they are: said once, in full,
 * until it has been read; from then on a mark with its word, which says it again when it is pressed.
 */
export function StageSigns({ sessionId, children }: { sessionId: string; children: ReactNode }) {
  const { t } = useTranslation('session');
  const { stage } = useSession();
  const [read, setRead] = useState(() => sessionStorage.getItem(keyOf(sessionId)) !== null);
  function set(now: boolean): void {
    setRead(now);
    if (now) sessionStorage.setItem(keyOf(sessionId), 'read');
  }
  return (
    <>
      <div className={styles.signs}>
        {children}
        {stage.recording && (
          <button type="button" className={styles.mark} aria-expanded={!read} onClick={() => set(!read)}>
            <span className={styles.dot} aria-hidden="true" />
            {t('recordingNow')}
          </button>
        )}
      </div>
      {stage.recording && !read && (
        <div className={styles.notice} role="status">
          <span>{t('recording')}</span>
          <Button onClick={() => set(true)}>{t('recordingRead')}</Button>
        </div>
      )}
    </>
  );
}
