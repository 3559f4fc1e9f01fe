import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { useSession } from '../feed/session-feed.tsx';
import styles from './recording.module.css';

const keyOf = (sessionId: string) => `everexpo.recording-read.${sessionId}`;

/**
 * Everybody knows while they are recorded: said once, in full, until it has been read; from then on a mark with its
 * word, which says it again when it is pressed.
 */
export function RecordingMark({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('session');
  const { stage } = useSession();
  const [read, setRead] = useState(() => sessionStorage.getItem(keyOf(sessionId)) !== null);
  if (!stage.recording) return null;
  function set(now: boolean): void {
    setRead(now);
    if (now) sessionStorage.setItem(keyOf(sessionId), 'read');
  }
  return (
    <>
      <button type="button" className={styles.mark} aria-expanded={!read} onClick={() => set(!read)}>
        <span className={styles.dot} aria-hidden="true" />
        {t('recordingNow')}
      </button>
      {!read && (
        <p className={styles.notice} role="status">
          <span>{t('recording')}</span>
          <Button onClick={() => set(true)}>{t('recordingRead')}</Button>
        </p>
      )}
    </>
  );
}
