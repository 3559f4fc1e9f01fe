import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/account/me.ts';
import { keysOf } from '../../lib/keys-of.ts';
import { Page } from '../../ui/page.tsx';
import { HelpTopic } from './help-topic.tsx';
import { chapters } from './topics.ts';
import styles from './help.module.css';

/** Every page explained, by whom it is for, and how to reach a person. */
export default function HelpPage() {
  const { t } = useTranslation(['help', 'common']);
  const organiser = useMe().data?.organiser;
  const { email, phone } = organiser ?? {};
  return (
    <Page title={t('common:help')} frame="reading">
      <h1>{t('common:help')}</h1>
      <p className="muted">{t('lead')}</p>
      {(email || phone) && (
        <p>
          {t('contact')} {phone && <a href={`tel:${phone.replaceAll(/[ -]/g, '')}`}>{phone}</a>}
          {phone && email && ' · '}
          {email && <a href={`mailto:${email}`}>{email}</a>}
        </p>
      )}
      {keysOf(chapters).map((chapter) => (
        <section key={chapter} className={styles.chapter}>
          <h2>{t(`chapter.${chapter}`)}</h2>
          {chapters[chapter].map((topic) => (
            <details key={topic} className={styles.details}>
              <summary>{t(`${topic}.title`)}</summary>
              <HelpTopic topic={topic} />
            </details>
          ))}
        </section>
      ))}
    </Page>
  );
}
