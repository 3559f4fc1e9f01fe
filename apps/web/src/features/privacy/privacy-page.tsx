import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/account/me.ts';
import { useFormats } from '../../lib/format.ts';
import { Page } from '../../ui/page.tsx';
import styles from './privacy.module.css';

const COOKIES = ['session', 'guest', 'device', 'local'] as const;
const KEPT = ['account', 'live', 'talks', 'agreements', 'calendar', 'letters', 'audit'] as const;
const SHOWN = ['public', 'parties', 'team', 'media', 'others'] as const;

/** What the product keeps of its users, what for and how long: as its code does it. */
export default function PrivacyPage() {
  const { t } = useTranslation(['privacy', 'common']);
  const { pick } = useFormats();
  const organiser = useMe().data?.organiser;
  const name = pick(organiser?.nameZh ?? '', organiser?.nameEn ?? '');
  const contact = [organiser?.email, organiser?.phone].filter(Boolean).join(' · ');
  return (
    <Page title={t('common:privacy')} frame="reading">
      <h1>{t('common:privacy')}</h1>
      <p>{name ? t('leadOf', { name }) : t('lead')}</p>
      <section className={styles.section}>
        <h2>{t('cookiesTitle')}</h2>
        <p>{t('cookiesLead')}</p>
        <dl className={styles.list}>
          {COOKIES.map((one) => (
            <div key={one}>
              <dt>{t(`cookies.${one}.name`)}</dt>
              <dd>{t(`cookies.${one}.what`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={styles.section}>
        <h2>{t('keptTitle')}</h2>
        <dl className={styles.list}>
          {KEPT.map((one) => (
            <div key={one}>
              <dt>{t(`kept.${one}.name`)}</dt>
              <dd>{t(`kept.${one}.what`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={styles.section}>
        <h2>{t('shownTitle')}</h2>
        <ul className={styles.points}>
          {SHOWN.map((one) => (
            <li key={one}>{t(`shown.${one}`)}</li>
          ))}
        </ul>
      </section>
      <section className={styles.section}>
        <h2>{t('yoursTitle')}</h2>
        <p>{t('yours')}</p>
        {contact && (
          <p>
            {t('contact')} {contact}
          </p>
        )}
      </section>
    </Page>
  );
}
