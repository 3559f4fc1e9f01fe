import { Exclusivity, exclusivityLabels, IpOwnership, ipOwnershipLabels } from '@everexpo/contracts';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { DateInput } from '../../../ui/dates/date-input.tsx';
import { AmountField, FormSelect, FormField, RowsError } from '../../../ui/forms/form-field.tsx';
import styles from '../agreements.module.css';
import { basisPointsOf, type DraftValues } from './terms-values.ts';

/** The typed fields of the clauses; only those that belong to the kind are shown. */
export function DetailsFields() {
  const { t } = useTranslation('agreements');
  const { control } = useFormContext<DraftValues>();
  const kind = useWatch({ control, name: 'kind' });
  return (
    <>
      <FormField control={control} name="terms" label={t('terms')}>
        <textarea required maxLength={8000} />
      </FormField>
      {!['intent', 'investment'].includes(kind) && (
        <FormSelect
          control={control}
          name="ip"
          label={t('ip')}
          options={IpOwnership.options}
          labels={ipOwnershipLabels}
        />
      )}
      {kind === 'licence' && (
        <div className={styles.two}>
          <FormSelect
            control={control}
            name="exclusivity"
            label={t('exclusivity')}
            all
            options={Exclusivity.options}
            labels={exclusivityLabels}
          />
          <FormField control={control} name="territory" label={t('territory')}>
            <input maxLength={80} />
          </FormField>
        </div>
      )}
      {kind === 'investment' && (
        <FormField
          control={control}
          name="share"
          label={t('share')}
          words={(typed) => (Number.isNaN(basisPointsOf(typed)) ? t('badShare') : undefined)}
        >
          <input inputMode="decimal" />
        </FormField>
      )}
      <Payments />
      <Milestones />
      <FormField control={control} name="otherTerms" label={t('otherTerms')}>
        <textarea className={styles.short} maxLength={4000} />
      </FormField>
    </>
  );
}

function Payments() {
  const { t } = useTranslation('agreements');
  const { control } = useFormContext<DraftValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'payments' });
  return (
    <fieldset className={styles.group}>
      <legend>{t('payments')}</legend>
      {fields.map((row, index) => (
        <div key={row.id} className={styles.line}>
          <FormField control={control} name={`payments.${index}.title`} label={t('paymentTitle')}>
            <input required maxLength={60} />
          </FormField>
          <FormField control={control} name={`payments.${index}.dueOn`} label={t('dueOn')}>
            <DateInput required />
          </FormField>
          <AmountField control={control} name={`payments.${index}.amount`} label={t('amount')} required />
          <Button variant="quiet" aria-label={t('removeRow', { n: index + 1 })} onClick={() => remove(index)}>
            ✕
          </Button>
        </div>
      ))}
      <RowsError control={control} name="payments" />
      <div>
        <Button onClick={() => append({ title: '', dueOn: '', amount: '' })}>{t('addPayment')}</Button>
      </div>
    </fieldset>
  );
}

function Milestones() {
  const { t } = useTranslation(['agreements', 'common']);
  const { control } = useFormContext<DraftValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'milestones' });
  return (
    <fieldset className={styles.group}>
      <legend>{t('milestones')}</legend>
      {fields.map((row, index) => (
        <div key={row.id} className={styles.line}>
          <FormField control={control} name={`milestones.${index}.title`} label={t('common:milestoneKind.milestone')}>
            <input required maxLength={80} />
          </FormField>
          <FormField control={control} name={`milestones.${index}.dueOn`} label={t('dueOn')}>
            <DateInput required />
          </FormField>
          <Button variant="quiet" aria-label={t('removeRow', { n: index + 1 })} onClick={() => remove(index)}>
            ✕
          </Button>
        </div>
      ))}
      <RowsError control={control} name="milestones" />
      <div>
        <Button onClick={() => append({ title: '', dueOn: '' })}>{t('addMilestone')}</Button>
      </div>
    </fieldset>
  );
}
