import { agreementKindLabels, cityLabels } from '@everexpo/contracts';
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/format.ts';
import { fenOf } from '../../../lib/fen.ts';
import type { ScannedValues } from './paper-values.ts';
import styles from '../desk.module.css';

/** The certificate as it will be, forming while one types. */
export function CertificatePreview() {
  const { t } = useTranslation(['desk', 'common']);
  const { label, exactAmount } = useFormats();
  const { control } = useFormContext<ScannedValues>();
  const values = useWatch({ control, compute: (typed: ScannedValues) => typed });
  const fen = fenOf(values.amount);
  return (
    <aside className={styles.certificate} aria-label={t('preview')}>
      <p className={styles.certificateTitle}>{t('certificateTitle')}</p>
      <p className={styles.certificateName}>{values.title || '　'}</p>
      <p>
        {label(agreementKindLabels[values.kind])} · {label(cityLabels[values.city])}
      </p>
      <p>{values.partiesPublic ? values.partyA : t('common:undisclosed')}</p>
      <p>{values.partiesPublic ? values.partyB : ''}</p>
      <p className="figures">
        {!values.amountPublic ? t('common:undisclosed') : Number.isNaN(fen) ? '' : exactAmount(fen)}
      </p>
      <p className={styles.certificateFoot}>{t('numberToCome')}</p>
    </aside>
  );
}
