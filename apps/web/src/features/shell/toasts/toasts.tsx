import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { useOnStage } from '../../../lib/on-stage.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { targetOf, useNoticeActions } from '../../notices/index.ts';
import { useNews, type News } from './use-news.ts';
import styles from './toasts.module.css';

/**
 * What just happened to the signed-in person, with the one thing to do about it; it goes when its cause is done. To
 * somebody on stage it is shown when they have come down.
 */
export function Toasts() {
  const { news, drop } = useNews();
  const { pathname } = useLocation();
  const onStage = useOnStage();
  // Phones have room for the last of them alone: a call comes before what can wait in the bell.
  const shown = onStage
    ? []
    : news
        .filter((item) => !isShown(item, pathname))
        .sort((a, b) => Number(a.kind === 'meeting') - Number(b.kind === 'meeting'));
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map((item) => (
        <Toast key={item.id} item={item} drop={() => drop(item.id)} />
      ))}
    </div>
  );
}

function Toast({ item, drop }: { item: News; drop: () => void }) {
  const { t } = useTranslation(['shell', 'notices']);
  const text = useText(item);
  const { read } = useNoticeActions();
  const { act, to } = actionOf(item);
  const decline = () => {
    drop();
    void api('POST', '/meetings/{id}/decline', { path: { id: item.id }, body: { reason: t('toast.notNow') } }).catch(
      () => undefined,
    );
  };
  return (
    <div className={styles.toast}>
      <p>{text}</p>
      <button type="button" className={styles.close} aria-label={t('close')} onClick={drop}>
        <X size={20} aria-hidden />
      </button>
      <div className={styles.actions}>
        <ButtonLink
          variant="primary"
          to={to}
          onClick={() => {
            drop();
            if (item.kind === 'notice') read.mutate(item.id);
          }}
        >
          {item.kind === 'meeting' ? t('toast.enter') : t(`notices:act.${act}`)}
        </ButtonLink>
        {item.kind === 'meeting' && <Button onClick={decline}>{t('toast.notNow')}</Button>}
      </div>
    </div>
  );
}

function useText(item: News): string {
  const { t } = useTranslation(['shell', 'common']);
  const { pick } = useFormats();
  if (item.kind === 'interest')
    return t('toast.interest', {
      name: pick(item.interest.investor.name, item.interest.investor.nameEn),
      title: pick(item.interest.project.titleZh, item.interest.project.titleEn),
    });
  if (item.kind === 'meeting')
    return t('toast.meeting', { title: pick(item.meeting.project.titleZh, item.meeting.project.titleEn) });
  const { notice } = item;
  if (notice.kind === 'agreement')
    return `${t(`common:agreementNews.${notice.news}`)}${t('common:colon')}${notice.title}`;
  if (notice.kind === 'meeting')
    return `${t(`common:meetingNews.${notice.news}`)}${t('common:colon')}${pick(notice.titleZh, notice.titleEn)}`;
  const [first] = notice.changes;
  return t('toast.programme', { title: first ? `${first.code} ${pick(first.titleZh, first.titleEn)}` : notice.note });
}

/** Whether the page at this path shows the news itself. */
function isShown(item: News, pathname: string): boolean {
  if (item.kind === 'notice' && pathname === '/notices') return true;
  if (item.kind === 'notice' && item.notice.kind === 'agreement')
    return pathname.startsWith('/negotiations/') || pathname === `/agreements/${item.notice.agreementId}`;
  if (item.kind === 'notice' && item.notice.kind === 'meeting')
    return pathname === `/negotiations/${item.notice.meetingId}`;
  return pathname === `/negotiations/${item.id}`;
}

function actionOf(item: News): ReturnType<typeof targetOf> {
  if (item.kind === 'notice') return targetOf(item.notice);
  return { act: 'view', to: item.kind === 'meeting' ? `/negotiations/${item.id}` : '/mine' };
}
