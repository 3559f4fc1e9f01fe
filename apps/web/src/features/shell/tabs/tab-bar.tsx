import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { withTexts } from '../../../i18n/index.ts';
import { useMe } from '../../../lib/account/me.ts';
import { useUnread } from '../../notices/index.ts';
import { NotLoaded } from '../../../ui/overlays/not-loaded.tsx';
import { useOnPress } from '../../../ui/overlays/on-press.ts';
import { tabsOf } from '../header/places.ts';
import styles from './tab-bar.module.css';

const load = () => withTexts(['help'], import('./more-panel.tsx')).then(({ MorePanel }) => MorePanel);

/** The navigation on phones: four places by role, and a sheet with all the others. */
export function TabBar() {
  const { t } = useTranslation(['shell', 'common']);
  const { data: me } = useMe();
  const unread = useUnread();
  const { Open, failed, open, close, ahead } = useOnPress(load);
  const more = useRef<HTMLButtonElement>(null);
  return (
    <nav className={styles.tabs} aria-label={t('nav.menu')}>
      {tabsOf(me?.person?.roles).map(({ to, text, icon: Icon }) => (
        <NavLink key={to} to={to} end={to === '/'} className={styles.tab ?? ''}>
          <Icon size={22} aria-hidden />
          <span>{t(text)}</span>
          {to === '/mine' && unread > 0 && (
            <span className={styles.badge}>
              <span aria-hidden>{unread > 99 ? '99+' : unread}</span>
              <span className="visually-hidden">{t('bell.unread', { count: unread })}</span>
            </span>
          )}
        </NavLink>
      ))}
      <button
        {...ahead}
        ref={more}
        type="button"
        className={styles.tab}
        aria-haspopup="dialog"
        aria-expanded={Open !== null}
        onClick={open}
      >
        <Ellipsis size={22} aria-hidden />
        <span>{t('nav.more')}</span>
      </button>
      {Open && <Open trigger={more} onClose={close} />}
      {failed && <NotLoaded />}
    </nav>
  );
}
