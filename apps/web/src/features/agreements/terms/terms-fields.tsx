import { AgreementKind, agreementKindLabels } from '@everexpo/contracts';
import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../lib/api/api.ts';
import { AmountField, FormCheck, FormSelect, FormField } from '../../../ui/forms/form-field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import styles from '../agreements.module.css';
import type { TermsValues } from './terms-values.ts';

/** The main terms, each with what is wrong beside it; first what `error` says of the whole. */
export function TermsFields({ error }: { error: unknown }) {
  const { t } = useTranslation(['agreements', 'common']);
  const { control } = useFormContext<TermsValues>();
  const other = error && !(error instanceof ApiError && error.problem.errors) ? errorText(error) : undefined;
  return (
    <>
      {other && <p role="alert">{other}</p>}
      <FormField control={control} name="title" label={t('name')}>
        <input required maxLength={120} />
      </FormField>
      <div className={styles.two}>
        <FormSelect
          control={control}
          name="kind"
          label={t('common:type')}
          options={AgreementKind.options}
          labels={agreementKindLabels}
        />
        <FormField control={control} name="termMonths" label={t('term')}>
          <input inputMode="numeric" required />
        </FormField>
      </div>
      <AmountField control={control} name="amount" label={t('amount')} hint={t('amountHint')} required />
    </>
  );
}

/** What the public may see of an agreement once it is registered. */
export function Disclosure() {
  const { t } = useTranslation('agreements');
  const { control } = useFormContext<TermsValues>();
  return (
    <div>
      <FormCheck control={control} name="amountPublic" label={t('amountPublic')} />
      <FormCheck control={control} name="partiesPublic" label={t('partiesPublic')} />
    </div>
  );
}
