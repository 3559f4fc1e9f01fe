import type { EditionTotals } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import styles from './sections.module.css';

/** What the edition comes to, in one quiet row. */
export function Figures({ figures }: { figures: EditionTotals }) {
  const { t } = useTranslation(['home', 'common']);
  const { amount, exactAmount, count } = useFormats();
  return (
    <section aria-label={t('figures')}>
      <dl className={styles.figures}>
        <div>
          <dt>{t('sessions')}</dt>
          <dd>{count(figures.sessions)}</dd>
        </div>
        <div>
          <dt>{t('common:projects')}</dt>
          <dd>{count(figures.projects)}</dd>
        </div>
        <div>
          <dt>{t('agreements')}</dt>
          <dd>{count(figures.agreements)}</dd>
        </div>
        <div>
          <dt>{t('amount')}</dt>
          <dd title={exactAmount(figures.amountFen)}>{amount(figures.amountFen)}</dd>
        </div>
      </dl>
    </section>
  );
}
