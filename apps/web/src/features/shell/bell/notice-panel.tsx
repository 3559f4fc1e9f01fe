import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { ErrorLine, Failure, Skeleton } from '../../../ui/feedback/states.tsx';
import { NoticeRow, useEditionZone, useNewestNotices, useNoticeActions } from '../../notices/index.ts';
import { Panel } from '../overlay/overlay.tsx';
import styles from './notice-panel.module.css';

/** The newest notices, each with its cause and the one thing to do about it. */
export function NoticePanel({ trigger, onClose }: { trigger: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { t } = useTranslation(['notices', 'common']);
  const zone = useEditionZone();
  const { data, error, refetch } = useNewestNotices();
  const { readAll } = useNoticeActions();
  return (
    <Panel trigger={trigger} onClose={onClose} title={t('common:notices')}>
      {!data && !error && <Skeleton height={160} />}
      {!data && error && <Failure error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="muted">{t('none')}</p>}
      <ul>
        {data?.items.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} timeZone={zone} onFollow={onClose} />
        ))}
      </ul>
      <ErrorLine error={readAll.error} />
      <div className={styles.foot}>
        <Link to="/notices" onClick={onClose}>
          {t('all')}
        </Link>
        {data && data.unread > 0 && (
          <Button variant="quiet" onClick={() => readAll.mutate()}>
            {t('readAll')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
