import { useQueryClient } from '@tanstack/react-query';
import type { Interest, Meeting, Notice } from '@everexpo/contracts';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { api, get } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import styles from './shell.module.css';
import { useRinging } from './use-ringing.ts';

type News =
  | { id: string; kind: 'interest'; interest: Interest }
  | { id: string; kind: 'meeting'; meeting: Meeting }
  | { id: string; kind: 'notice'; notice: Notice };

/** Among so many of the newest notices are those that are shown. */
const LATEST = 100;

/** What just happened to the signed-in person, with the one thing to do about it; it goes when its cause is done. */
export function Toasts() {
  const { t } = useTranslation(['shell', 'common']);
  const { pick } = useFormats();
  const { pathname } = useLocation();
  const queries = useQueryClient();
  const [news, setNews] = useState<News[]>([]);
  const add = useCallback(
    (item: News) => setNews((known) => [...known.filter(({ id }) => id !== item.id), item].slice(-3)),
    [],
  );
  /** What was waved away once does not ring again when the page is connected anew. */
  const dropped = useRef(new Set<string>());
  const drop = useCallback((id: string) => {
    dropped.current.add(id);
    setNews((known) => known.filter((item) => item.id !== id));
  }, []);

  useRinging(
    useCallback(
      (meeting: Meeting) => {
        if (!dropped.current.has(meeting.id)) add({ id: meeting.id, kind: 'meeting', meeting });
      },
      [add],
    ),
  );

  useServerEvent(
    'interest:expressed',
    useCallback(
      (interest) => {
        void queries.invalidateQueries({ queryKey: queryKeys.interests() });
        add({ id: interest.id, kind: 'interest', interest });
      },
      [add, queries],
    ),
  );
  useServerEvent(
    'meeting:opened',
    useCallback(
      (meeting) => {
        void queries.invalidateQueries({ queryKey: queryKeys.interests() });
        add({ id: meeting.id, kind: 'meeting', meeting });
      },
      [add, queries],
    ),
  );

  useServerEvent(
    'notice:created',
    useCallback(
      (notice) => {
        void queries.invalidateQueries({ queryKey: queryKeys.notices() });
        add({ id: notice.id, kind: 'notice', notice });
      },
      [add, queries],
    ),
  );

  useServerEvent(
    'meeting:ended',
    useCallback(({ id }) => drop(id), [drop]),
  );
  const shown = news.some(({ kind }) => kind === 'notice');
  const dropEnded = useCallback(() => {
    void queries.invalidateQueries({ queryKey: queryKeys.notices() });
    if (!shown) return;
    void get('/notices', { query: { limit: LATEST } }).then(({ items }) => {
      const lasting = new Set(items.map(({ id }) => id));
      setNews((known) => known.filter(({ kind, id }) => kind !== 'notice' || lasting.has(id)));
    });
  }, [queries, shown]);
  useServerEvent('agreement:changed', dropEnded);
  useServerEvent('meeting:changed', dropEnded);

  const textOf = (item: News) => {
    if (item.kind === 'interest')
      return t('toast.interest', {
        name: pick(item.interest.investor.name, item.interest.investor.nameEn),
        title: pick(item.interest.project.titleZh, item.interest.project.titleEn),
      });
    if (item.kind === 'meeting')
      return t('toast.meeting', { title: pick(item.meeting.project.titleZh, item.meeting.project.titleEn) });
    if (item.notice.kind === 'agreement')
      return `${t(`common:agreementNews.${item.notice.news}`)}${t('common:colon')}${item.notice.title}`;
    if (item.notice.kind === 'meeting')
      return `${t(`common:meetingNews.${item.notice.news}`)}${t('common:colon')}${item.notice.title}`;
    const [first] = item.notice.changes;
    return t('toast.programme', {
      title: first ? `${first.code} ${pick(first.titleZh, first.titleEn)}` : item.notice.note,
    });
  };

  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {news
        .filter((item) => !isShown(item, pathname))
        .map((item) => (
          <div key={item.id} className={styles.toast}>
            <span>{textOf(item)}</span>
            <div className={styles.toastActions}>
              <ButtonLink variant="primary" to={linkOf(item)} onClick={() => drop(item.id)}>
                {item.kind === 'meeting'
                  ? t('toast.enter')
                  : item.kind === 'notice'
                    ? t('toast.view')
                    : t('toast.view')}
              </ButtonLink>
              {item.kind === 'meeting' && (
                <Button
                  onClick={() => {
                    drop(item.id);
                    void api('POST', '/meetings/{id}/decline', {
                      path: { id: item.id },
                      body: { reason: t('toast.notNow') },
                    }).catch(() => undefined);
                  }}
                >
                  {t('toast.notNow')}
                </Button>
              )}
              <Button onClick={() => drop(item.id)}>{t('close')}</Button>
            </div>
          </div>
        ))}
    </div>
  );
}

/** Whether the page at this path shows the news itself. */
function isShown(item: News, pathname: string): boolean {
  if (item.kind === 'notice' && item.notice.kind === 'agreement')
    return pathname.startsWith('/negotiations/') || pathname === `/agreements/${item.notice.agreementId}`;
  if (item.kind === 'notice' && item.notice.kind === 'meeting')
    return pathname === `/negotiations/${item.notice.meetingId}`;
  return pathname === `/negotiations/${item.id}`;
}

function linkOf(item: News): string {
  if (item.kind === 'meeting') return `/negotiations/${item.id}`;
  if (item.kind === 'notice' && item.notice.kind === 'meeting') return `/negotiations/${item.notice.meetingId}`;
  return item.kind === 'notice' && item.notice.kind === 'agreement'
    ? `/agreements/${item.notice.agreementId}`
    : '/mine';
}
