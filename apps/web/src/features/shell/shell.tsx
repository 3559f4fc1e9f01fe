import { lazy, Suspense, useEffect, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { withTexts } from '../../i18n/index.ts';
import { useMe } from '../../lib/account/me.ts';
import { useUnreachable } from '../../lib/api/retry-policy.ts';
import { useSocket } from '../../lib/realtime/socket.tsx';
import { routeAt } from '../../route-at.ts';
import { PageSkeleton } from '../../ui/feedback/states.tsx';
import { useCarryOver } from '../projects/index.ts';
import { Footer } from './footer/footer.tsx';
import { Header } from './header/header.tsx';
import { TabBar } from './tabs/tab-bar.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { SignedOut } from './signed-out.tsx';
import styles from './shell.module.css';

/** News is for the signed-in alone. Where it cannot be fetched, the bell still tells of it. */
const Toasts = lazy(() =>
  withTexts(['notices'], import('./toasts/toasts.tsx'))
    .then(({ Toasts: loaded }): { default: ComponentType } => ({ default: loaded }))
    .catch(() => ({ default: () => null })),
);

/** Header, navigation, footer and news around every page but the signing wall. */
export function Shell() {
  const { t } = useTranslation(['shell', 'common']);
  const { data: me } = useMe();
  const trouble = useTrouble();
  useCarryOver();
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <>
      <a href="#content" className={styles.skip}>
        {t('nav.skip')}
      </a>
      <Header trouble={trouble} />
      <div className={styles.body}>
        {me?.demo && (
          <div className={styles.demo}>
            {t('demoBanner')}
            {!me.liveVideo && ` ${t('common:noVideo')}`}
          </div>
        )}
        <SignedOut />
        <div className={styles.page}>
          <PageBoundary at={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </PageBoundary>
        </div>
        {!routeAt(pathname)?.work && <Footer />}
      </div>
      <TabBar />
      {me?.person && (
        <Suspense>
          <Toasts />
        </Suspense>
      )}
    </>
  );
}

/** What is wrong with the connection, in words; null while nothing is. */
function useTrouble(): string | null {
  const { t } = useTranslation('shell');
  const socket = useSocket();
  const away = useUnreachable();
  if (away || socket.trouble === 'away') return t('away');
  if (socket.trouble) return t(`socket.${socket.trouble}`);
  return socket.connected ? null : t('offline');
}
