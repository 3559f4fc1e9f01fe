import { useTranslation } from 'react-i18next';
import type { SessionStatus } from '../lib/session-status.ts';
import { LiveBadge } from './badges.tsx';
import styles from './ui.module.css';

/** How a session stands, in a word; nothing for one that is to come. */
export function SessionStatusBadge({ status }: { status: SessionStatus }) {
  const { t } = useTranslation('common');
  if (status === 'to-come') return null;
  if (status === 'live') return <LiveBadge />;
  return <span className={status === 'late' ? styles.late : undefined}>{t(`state.${status}`)}</span>;
}
