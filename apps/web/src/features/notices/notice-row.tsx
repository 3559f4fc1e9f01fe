import type { Notice } from '@everexpo/contracts';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { ChangeList } from './change-list.tsx';
import { targetOf } from './notice-target.ts';
import { useNoticeActions } from './use-notices.ts';
import styles from './notices.module.css';

/** One notice: what it is of, when it came, the one thing to do about it, and the way to put it away. */
export function NoticeRow({ notice, timeZone, onFollow }: { notice: Notice; timeZone: string; onFollow?: () => void }) {
  const { t } = useTranslation(['notices', 'common']);
  const { dayAndTime } = useFormats();
  const { read, dismiss } = useNoticeActions();
  const cause = useCause(notice, timeZone);
  const { act, to } = targetOf(notice);
  return (
    <li className={styles.notice} data-unread={!notice.read}>
      <div className={styles.said}>
        <p>
          {!notice.read && <span className={styles.dot} role="img" aria-label={t('unread')} />}
          <strong>{cause.head}</strong>
        </p>
        {cause.body && <p className={styles.cause}>{cause.body}</p>}
        {notice.kind === 'programme-changed' && <ChangeList changes={notice.changes} timeZone={timeZone} />}
        <p className={styles.foot}>
          <ButtonLink
            to={to}
            onClick={() => {
              if (!notice.read) read.mutate(notice.id);
              onFollow?.();
            }}
          >
            {t(`act.${act}`)}
          </ButtonLink>
          <time className="small muted" dateTime={notice.createdAt}>
            {dayAndTime(notice.createdAt, timeZone)}
          </time>
        </p>
      </div>
      <button
        type="button"
        className={styles.dismiss}
        aria-label={t('dismiss', { title: cause.head })}
        disabled={dismiss.isPending}
        onClick={() => dismiss.mutate(notice.id)}
      >
        <X size={18} aria-hidden />
      </button>
    </li>
  );
}

/** What happened, and to what. */
function useCause(notice: Notice, timeZone: string): { head: string; body: string } {
  const { t } = useTranslation(['notices', 'common']);
  const { dayAndTime, pick } = useFormats();
  if (notice.kind === 'programme-changed')
    return { head: t('version', { n: notice.versionNumber }), body: notice.note };
  // A detail is a reason, a title or an instant; instants are shown in the edition's zone.
  const isInstant = /^\d{4}-\d{2}-\d{2}T/.test(notice.detail);
  const detail = isInstant ? dayAndTime(notice.detail, timeZone) : notice.detail;
  const title = notice.kind === 'meeting' ? pick(notice.titleZh, notice.titleEn) : notice.title;
  const body = [title, detail].filter(Boolean).join(' · ');
  return notice.kind === 'meeting'
    ? { head: t(`common:meetingNews.${notice.news}`), body }
    : { head: t(`common:agreementNews.${notice.news}`), body };
}
