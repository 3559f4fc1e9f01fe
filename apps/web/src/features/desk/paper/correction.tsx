import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import styles from '../desk.module.css';
import type { ScannedValues } from './paper-values.ts';

/** Which entry is corrected, and why. */
export function Correction({ cancel }: { cancel: () => void }) {
  const { t } = useTranslation(['desk', 'common']);
  const { control } = useFormContext<ScannedValues>();
  const corrects = useWatch({ control, name: 'corrects' });
  return (
    <div className={styles.correction}>
      <p>
        <strong>{t('correcting', { number: corrects?.number ?? '' })}</strong>{' '}
        <Button variant="quiet" onClick={cancel}>
          {t('common:cancel')}
        </Button>
      </p>
      <FormField control={control} name="reason" label={t('correctionReason')}>
        <input required maxLength={500} />
      </FormField>
    </div>
  );
}
