import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../../lib/account/me.ts';
import { useFormats } from '../../../lib/format.ts';
import styles from './footer.module.css';

/** Where the register of filing numbers is. */
const FILING_REGISTER = 'https://beian.miit.gov.cn/';

/** Who holds the expo and how to reach them, as far as the installation says, and what everybody may want to read. */
export function Footer() {
  const { t } = useTranslation(['shell', 'common']);
  const { pick } = useFormats();
  const organiser = useMe().data?.organiser;
  const name = pick(organiser?.nameZh ?? '', organiser?.nameEn ?? '');
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <nav aria-label={t('footer.links')} className={styles.links}>
          <Link to="/replays">{t('nav.replays')}</Link>
          <Link to="/verify">{t('nav.verify')}</Link>
          <Link to="/help">{t('common:help')}</Link>
          <Link to="/privacy">{t('common:privacy')}</Link>
        </nav>
        <div className={styles.organiser}>
          {name && (
            <span>
              {t('footer.organiser')}
              {t('common:colon')}
              {name}
            </span>
          )}
          {organiser?.phone && (
            <a href={`tel:${organiser.phone.replaceAll(/[ -]/g, '')}`}>
              {t('footer.phone')} {organiser.phone}
            </a>
          )}
          {organiser?.email && <a href={`mailto:${organiser.email}`}>{organiser.email}</a>}
          {organiser?.filingNumber && (
            <a href={FILING_REGISTER} rel="noreferrer">
              {organiser.filingNumber}
            </a>
          )}
        </div>
      </div>
    </footer>
  );
}
