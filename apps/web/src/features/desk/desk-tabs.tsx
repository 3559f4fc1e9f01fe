import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import styles from './desk.module.css';

/** The deal desk's places. */
export function DeskTabs() {
  const { t } = useTranslation(['desk', 'common']);
  return (
    <nav className={styles.tabs} aria-label={t('common:desk')}>
      <NavLink to="/desk" end>
        {t('papers')}
      </NavLink>
      <NavLink to="/desk/tables">{t('common:tables')}</NavLink>
      <NavLink to="/desk/ceremony">{t('common:ceremony')}</NavLink>
      <NavLink to="/desk/register">{t('register.title')}</NavLink>
    </nav>
  );
}
