import { useTranslation } from 'react-i18next';
import styles from './overlays.module.css';

/** Below the header when what somebody wanted to open could not be fetched. */
export function NotLoaded() {
  const { t } = useTranslation('common');
  return (
    <p role="alert" className={styles.notLoaded}>
      {t('errors.network')}
    </p>
  );
}
