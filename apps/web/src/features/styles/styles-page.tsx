import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.tsx';
import { ChoiceStates } from './choice-states.tsx';
import { DateStates } from './date-states.tsx';
import { FieldStates } from './field-states.tsx';
import { FileStates } from './file-states.tsx';
import { ButtonStates, FeedbackStates, Tokens } from './look-states.tsx';
import { OverlayStates } from './overlay-states.tsx';
import styles from './styles.module.css';

/** Every control in every state, in both themes side by side. */
export default function StylesPage() {
  const { t } = useTranslation('styles');
  return (
    <Page title={t('title')} frame="work">
      <h1>{t('title')}</h1>
      <p className="muted">{t('lead')}</p>
      <div className={styles.themes}>
        {(['light', 'dark'] as const).map((theme) => (
          <section key={theme} className={styles.theme} style={{ colorScheme: theme }} aria-label={t(theme)}>
            <Tokens />
            <ButtonStates />
            <FieldStates />
            <DateStates />
            <FileStates />
            <OverlayStates />
            <ChoiceStates />
            <FeedbackStates />
          </section>
        ))}
      </div>
    </Page>
  );
}
