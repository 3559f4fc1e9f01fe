import { AgreementKind, agreementKindLabels } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { ApiError, fieldError } from '../../lib/api.ts';
import { amountError } from '../../lib/fen.ts';
import { Select } from '../../ui/select.tsx';
import { Check, Field } from '../../ui/field.tsx';
import { errorText } from '../../ui/states.tsx';
import styles from './agreements.module.css';
import type { TermsValues } from './terms-values.ts';

interface TermsFieldsProps {
  values: TermsValues;
  change: (part: Partial<TermsValues>) => void;
  error: unknown;
}

/** The main terms, each with what is wrong beside it. */
export function TermsFields({ values, change, error }: TermsFieldsProps) {
  const { t } = useTranslation(['agreements', 'common']);
  const other =
    error && !(error instanceof ApiError && error.problem.errors)
      ? errorText(error, t('common:errors.network'))
      : undefined;
  return (
    <>
      {other && <p role="alert">{other}</p>}
      <Field label={t('name')} error={fieldError(error, '/title')}>
        <input
          required
          minLength={4}
          maxLength={120}
          value={values.title}
          onChange={(event) => change({ title: event.target.value })}
        />
      </Field>
      <div className={styles.two}>
        <Select
          label={t('common:type')}
          options={AgreementKind.options}
          labels={agreementKindLabels}
          value={values.kind}
          choose={(kind) => kind && change({ kind })}
        />
        <Field label={t('term')} error={fieldError(error, '/termMonths')}>
          <input
            inputMode="numeric"
            required
            pattern="[0-9]{1,3}"
            value={values.termMonths}
            onChange={(event) => change({ termMonths: event.target.value })}
          />
        </Field>
      </div>
      <Field label={t('amount')} error={amountError(error, '/amountFen', values.amount)} hint={t('amountHint')}>
        <input
          inputMode="decimal"
          required
          value={values.amount}
          onChange={(event) => change({ amount: event.target.value })}
        />
      </Field>
    </>
  );
}

/** What the public may see of an agreement once it is registered. */
export function Disclosure({ values, change }: Pick<TermsFieldsProps, 'values' | 'change'>) {
  const { t } = useTranslation('agreements');
  return (
    <div>
      <Check
        label={t('amountPublic')}
        checked={values.amountPublic}
        onChange={(event) => change({ amountPublic: event.target.checked })}
      />
      <Check
        label={t('partiesPublic')}
        checked={values.partiesPublic}
        onChange={(event) => change({ partiesPublic: event.target.checked })}
      />
    </div>
  );
}
