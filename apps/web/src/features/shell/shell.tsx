import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useAccountLanguage } from '../../lib/account/account-language.ts';
import { api } from '../../lib/api/api.ts';
import { useUnreachable } from '../../lib/api/retry-policy.ts';
import { useFormats } from '../../lib/format.ts';
import { useMe, useRole } from '../../lib/account/me.ts';
import { useSocket } from '../../lib/realtime/socket.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { PageSkeleton } from '../../ui/feedback/states.tsx';
import { useCarryOver } from '../projects/index.ts';
import { SearchButton } from '../search/index.ts';
import { PageBoundary } from './page-boundary.tsx';
import { Toasts } from './toasts.tsx';
import { SIGN_OUT, SignedOut } from './signed-out.tsx';
import styles from './shell.module.css';

/** Header, navigation and news around every page but the signing wall. */
export function Shell() {
  const { t } = useTranslation(['shell', 'common']);
  const { data: me } = useMe();
  const socket = useSocket();
  const away = useUnreachable();
  const trouble =
    away || socket.trouble === 'away'
      ? t('away')
      : socket.trouble
        ? t(`socket.${socket.trouble}`)
        : socket.connected
          ? null
          : t('offline');
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
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand}>
            <img src="/icon.svg" alt="" width="28" height="28" />
            <span>{t('common:brand')}</span>
          </Link>
          <Navigation />
          <Tools />
        </div>
        {trouble && (
          <div className={styles.offline} role="status">
            {trouble}
          </div>
        )}
      </header>
      <div className={styles.body}>
        {me?.demo && (
          <div className={styles.demo}>
            {t('demoBanner')}
            {!me.liveVideo && ` ${t('common:noVideo')}`}
          </div>
        )}
        <SignedOut />
        <PageBoundary at={pathname}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </PageBoundary>
      </div>
      <Toasts />
    </>
  );
}

function Navigation() {
  const { t } = useTranslation(['shell', 'common']);
  const { data: me } = useMe();
  const staff = useRole('staff');
  const organizer = useRole('organizer');
  return (
    <nav className={styles.nav} aria-label={t('nav.menu')}>
      <NavLink to="/" end>
        {t('common:home')}
      </NavLink>
      <NavLink to="/programme">{t('common:programme')}</NavLink>
      <NavLink to="/projects">{t('common:projects')}</NavLink>
      <NavLink to="/wall">{t('common:wall')}</NavLink>
      {me?.person && <NavLink to="/mine">{t('nav.mine')}</NavLink>}
      {organizer && <NavLink to="/prepare">{t('nav.prepare')}</NavLink>}
      {staff && <NavLink to="/desk">{t('common:desk')}</NavLink>}
    </nav>
  );
}

function Tools() {
  const { t, i18n } = useTranslation(['shell', 'common']);
  const { pick } = useFormats();
  const { data: me } = useMe();
  const choose = useAccountLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationKey: SIGN_OUT,
    mutationFn: async () => {
      await api('POST', '/auth/sign-out');
      await queries.resetQueries();
      await navigate('/');
    },
  });
  return (
    <div className={styles.tools}>
      <SearchButton />
      <Button variant="quiet" aria-label={t('nav.theme')} onClick={switchTheme}>
        ◐
      </Button>
      <Button
        variant="quiet"
        lang={i18n.language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => choose(i18n.language === 'zh' ? 'en' : 'zh')}
      >
        {t('nav.language')}
      </Button>
      {me?.person ? (
        <>
          <span className={styles.who}>{pick(me.person.name, me.person.nameEn)}</span>
          <Button variant="quiet" onClick={() => signOut.mutate()}>
            {t('nav.signOut')}
          </Button>
        </>
      ) : (
        <ButtonLink variant="quiet" to="/sign-in">
          {t('common:signIn')}
        </ButtonLink>
      )}
    </div>
  );
}

function switchTheme(): void {
  const root = document.documentElement;
  const dark = getComputedStyle(root).colorScheme === 'dark';
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('everexpo.theme', root.dataset.theme);
}
