import type { DraftSession } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { trackTone } from '../../../ui/badges.tsx';
import styles from './grid.module.css';

interface TrayProps {
  sessions: DraftSession[];
  inHandId: string | null;
  onTake: (session: DraftSession) => void;
  onCancel: () => void;
  onDrop: () => void;
}

/** Sessions that have no place yet. */
export function Tray({ sessions, inHandId, onTake, onCancel, onDrop }: TrayProps) {
  const { t } = useTranslation('prepare');
  const { pick } = useFormats();
  return (
    <section
      className={styles.tray}
      aria-label={t('tray')}
      onDragOver={(event) => inHandId && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <h2>
        {t('tray')} <span className="figures muted">{sessions.length}</span>
      </h2>
      {sessions.length === 0 && <span className="small muted">{t('trayEmpty')}</span>}
      <div className={styles.trayList}>
        {sessions.map((session) => (
          <button
            key={session.id}
            type="button"
            draggable
            aria-pressed={inHandId === session.id}
            className={`${styles.trayItem} ${trackTone(session.track)}`}
            onDragStart={(event) => {
              event.dataTransfer.setData('text/plain', session.code);
              onTake(session);
            }}
            onDragEnd={onCancel}
            onClick={() => (inHandId === session.id ? onCancel() : onTake(session))}
          >
            <strong>{session.code}</strong> {pick(session.titleZh, session.titleEn)}
          </button>
        ))}
      </div>
    </section>
  );
}
