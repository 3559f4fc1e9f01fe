import { agreementKindLabels, type Screen } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import styles from './wall.module.css';

/** The signing that is on stage: its title and parties, large and calm. */
export function StageSlide({ screen, count }: { screen: Screen; count: number }) {
  const { t } = useTranslation('wall');
  const { label, count: figure } = useFormats();
  const { item } = screen;
  return (
    <section className={styles.stage} aria-live="polite" data-testid="stage-slide">
      {item ? (
        <>
          <p className={styles.unit}>
            {t('onStage', { position: item.position, of: item.of })} · {label(agreementKindLabels[item.kind])}
          </p>
          <h2 className={styles.stageTitle}>{item.title}</h2>
          <ul className={styles.stageParties}>
            {item.parties.map((party) => (
              <li key={party}>{party}</li>
            ))}
          </ul>
          {item.number && <p className={styles.stageNumber}>{item.number}</p>}
        </>
      ) : (
        <h2 className={styles.stageTitle}>{t('soon')}</h2>
      )}
      <p className={styles.unit}>
        {figure(count)} {t('count', { count })}
      </p>
    </section>
  );
}
