import { useTranslation } from 'react-i18next';
import type { SessionStanding } from '../lib/session-standing.ts';
import { LiveSign } from './signs.tsx';
import styles from './ui.module.css';

/** How a session stands, in a word; nothing for one that is to come. */
export function StandingSign({ standing }: { standing: SessionStanding }) {
  const { t } = useTranslation('common');
  if (standing === 'to-come') return null;
  if (standing === 'live') return <LiveSign />;
  return <span className={standing === 'late' ? styles.late : undefined}>{t(`state.${standing}`)}</span>;
}
