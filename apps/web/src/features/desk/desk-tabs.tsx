import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import styles from './desk.module.css';

/** The deal desk's places. */
export function DeskTabs() {
  const { t } = useTranslation();
  return (
    <nav className={styles.tabs} aria-label={t('desk.title')}>
      <NavLink to="/desk" end>
        {t('desk.papers')}
      </NavLink>
      <NavLink to="/desk/tables">{t('tables.title')}</NavLink>
      <NavLink to="/desk/ceremony">{t('ceremony.title')}</NavLink>
      <NavLink to="/desk/register">{t('register.title')}</NavLink>
    </nav>
  );
}
