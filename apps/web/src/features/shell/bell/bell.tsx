import { useQueryClient } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../../i18n/index.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { useUnread } from '../../notices/index.ts';
import { NotLoaded } from '../../../ui/overlays/not-loaded.tsx';
import { useOnPress } from '../../../ui/overlays/on-press.ts';
import styles from '../header/header.module.css';

const load = () => withTexts(['notices'], import('./notice-panel.tsx')).then(({ NoticePanel }) => NoticePanel);

/** How many notices wait to be read; opens the newest of them. */
export function Bell() {
  const { t } = useTranslation(['shell', 'common']);
  useFreshNotices();
  const unread = useUnread();
  const { Open, failed, open, close, ahead } = useOnPress(load);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        {...ahead}
        ref={button}
        type="button"
        className={styles.tool}
        aria-haspopup="dialog"
        aria-expanded={Open !== null}
        aria-label={unread > 0 ? t('bell.withUnread', { count: unread }) : t('common:notices')}
        onClick={open}
      >
        <BellIcon size={20} aria-hidden />
        {unread > 0 && (
          <span className={styles.badge} aria-hidden>
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
      {Open && <Open trigger={button} onClose={close} />}
      {failed && <NotLoaded />}
    </>
  );
}

/** What the server tells of notices, or of what ends them, has them asked for anew. */
function useFreshNotices(): void {
  const queries = useQueryClient();
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: queryKeys.notices() }), [queries]);
  useServerEvent('notice:created', refresh);
  useServerEvent('notices:changed', refresh);
  useServerEvent('agreement:changed', refresh);
  useServerEvent('meeting:changed', refresh);
  useServerEvent('meeting:ended', refresh);
}
