import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useAccountLanguage } from '../../../lib/account/account-language.ts';
import { useMe } from '../../../lib/account/me.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { SearchButton } from '../../search/index.ts';
import { Bell } from '../bell/bell.tsx';
import { HelpButton } from './help-button.tsx';
import { OwnMenu } from './own-menu.tsx';
import { rowOf } from './places.ts';
import styles from './header.module.css';

/** Brand, navigation and what one may need on any page; `trouble` is said below it while there is any. */
export function Header({ trouble }: { trouble: string | null }) {
  const { t } = useTranslation('common');
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Link to="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{t('brand')}</span>
        </Link>
        <Navigation />
        <Tools />
      </div>
      {trouble && (
        <div className={styles.trouble} role="status">
          {trouble}
        </div>
      )}
    </header>
  );
}

function Navigation() {
  const { t } = useTranslation(['shell', 'common']);
  const { data: me } = useMe();
  return (
    <nav className={styles.row} aria-label={t('nav.menu')}>
      {rowOf(me?.person?.roles).map(({ to, text }) => (
        <NavLink key={to} to={to} end={to === '/'}>
          {t(text)}
        </NavLink>
      ))}
    </nav>
  );
}

function Tools() {
  const { t } = useTranslation('common');
  const { data: me } = useMe();
  return (
    <div className={styles.tools}>
      <SearchButton />
      <HelpButton />
      {me?.person ? <Bell /> : <OtherLanguage />}
      <OwnMenu />
      {!me?.person && (
        <ButtonLink variant="quiet" to="/sign-in">
          {t('signIn')}
        </ButtonLink>
      )}
    </div>
  );
}

/** Whoever cannot read the page finds the other language at once; the signed-in have it in their own menu. */
function OtherLanguage() {
  const { t, i18n } = useTranslation('shell');
  const choose = useAccountLanguage();
  const zh = i18n.language === 'zh';
  return (
    <button type="button" className={styles.tool} lang={zh ? 'en' : 'zh-CN'} onClick={() => choose(zh ? 'en' : 'zh')}>
      {t('nav.language')}
    </button>
  );
}
