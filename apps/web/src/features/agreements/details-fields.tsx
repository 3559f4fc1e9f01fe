import { Exclusivity, exclusivityLabels, IpOwnership, ipOwnershipLabels } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { fieldError } from '../../lib/api.ts';
import { amountError } from '../../lib/fen.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './agreements.module.css';
import type { DraftValues } from './terms-values.ts';

interface DetailsFieldsProps {
  values: DraftValues;
  change: (part: Partial<DraftValues>) => void;
  error: unknown;
}

/** The typed fields of the clauses; only those that belong to the kind are shown. */
export function DetailsFields({ values, change, error }: DetailsFieldsProps) {
  const { t } = useTranslation('agreements');
  return (
    <>
      <Field label={t('terms')} error={fieldError(error, '/terms')}>
        <textarea
          required
          minLength={10}
          maxLength={8000}
          value={values.terms}
          onChange={(event) => change({ terms: event.target.value })}
        />
      </Field>
      {!['intent', 'investment'].includes(values.kind) && (
        <Select
          label={t('ip')}
          options={IpOwnership.options}
          labels={ipOwnershipLabels}
          value={values.ip}
          choose={(ip) => ip && change({ ip })}
        />
      )}
      {values.kind === 'licence' && (
        <div className={styles.two}>
          <Select
            label={t('exclusivity')}
            all
            options={Exclusivity.options}
            labels={exclusivityLabels}
            value={values.exclusivity}
            choose={(exclusivity) => change({ exclusivity })}
          />
          <Field label={t('territory')} error={fieldError(error, '/details/territory')}>
            <input
              maxLength={80}
              value={values.territory}
              onChange={(event) => change({ territory: event.target.value })}
            />
          </Field>
        </div>
      )}
      {values.kind === 'investment' && (
        <Field label={t('share')} error={fieldError(error, '/details/shareBasisPoints')}>
          <input
            inputMode="decimal"
            pattern="\d{1,3}(\.\d{1,2})?"
            value={values.share}
            onChange={(event) => change({ share: event.target.value })}
          />
        </Field>
      )}
      <Payments values={values} change={change} error={error} />
      <Milestones values={values} change={change} error={error} />
      <Field label={t('otherTerms')} error={fieldError(error, '/details/otherTerms')}>
        <textarea
          className={styles.short}
          maxLength={4000}
          value={values.otherTerms}
          onChange={(event) => change({ otherTerms: event.target.value })}
        />
      </Field>
    </>
  );
}

const nextKey = (rows: { key: number }[]) => Math.max(-1, ...rows.map(({ key }) => key)) + 1;

function Payments({ values: { payments }, change, error }: DetailsFieldsProps) {
  const { t } = useTranslation('agreements');
  const set = (key: number, part: object) =>
    change({ payments: payments.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  const sum = fieldError(error, '/details/payments');
  return (
    <fieldset className={styles.group}>
      <legend>{t('payments')}</legend>
      {payments.map((row, index) => (
        <div key={row.key} className={styles.line}>
          <Field label={t('paymentTitle')}>
            <input
              required
              minLength={2}
              maxLength={60}
              value={row.title}
              onChange={(event) => set(row.key, { title: event.target.value })}
            />
          </Field>
          <Field label={t('dueOn')} error={fieldError(error, `/details/payments/${index}/dueOn`)}>
            <input
              type="date"
              required
              value={row.dueOn}
              onChange={(event) => set(row.key, { dueOn: event.target.value })}
            />
          </Field>
          <Field label={t('amount')} error={amountError(error, `/details/payments/${index}/amountFen`, row.amount)}>
            <input
              inputMode="decimal"
              required
              value={row.amount}
              onChange={(event) => set(row.key, { amount: event.target.value })}
            />
          </Field>
          <Button
            variant="quiet"
            aria-label={t('removeRow', { n: index + 1 })}
            onClick={() => change({ payments: payments.filter(({ key }) => key !== row.key) })}
          >
            ✕
          </Button>
        </div>
      ))}
      {sum && (
        <p role="alert" className={styles.wrong}>
          {sum}
        </p>
      )}
      <div>
        <Button
          onClick={() =>
            change({ payments: [...payments, { key: nextKey(payments), title: '', dueOn: '', amount: '' }] })
          }
        >
          {t('addPayment')}
        </Button>
      </div>
    </fieldset>
  );
}

function Milestones({ values: { milestones }, change, error }: DetailsFieldsProps) {
  const { t } = useTranslation(['agreements', 'common']);
  const set = (key: number, part: object) =>
    change({ milestones: milestones.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  return (
    <fieldset className={styles.group}>
      <legend>{t('milestones')}</legend>
      {milestones.map((row, index) => (
        <div key={row.key} className={styles.line}>
          <Field label={t('common:milestoneKind.milestone')}>
            <input
              required
              minLength={2}
              maxLength={80}
              value={row.title}
              onChange={(event) => set(row.key, { title: event.target.value })}
            />
          </Field>
          <Field label={t('dueOn')} error={fieldError(error, `/details/milestones/${index}/dueOn`)}>
            <input
              type="date"
              required
              value={row.dueOn}
              onChange={(event) => set(row.key, { dueOn: event.target.value })}
            />
          </Field>
          <Button
            variant="quiet"
            aria-label={t('removeRow', { n: index + 1 })}
            onClick={() => change({ milestones: milestones.filter(({ key }) => key !== row.key) })}
          >
            ✕
          </Button>
        </div>
      ))}
      <div>
        <Button
          onClick={() => change({ milestones: [...milestones, { key: nextKey(milestones), title: '', dueOn: '' }] })}
        >
          {t('addMilestone')}
        </Button>
      </div>
    </fieldset>
  );
}
