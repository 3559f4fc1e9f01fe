import { AgreementKind, agreementKindLabels, type AgreementTerms } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { ApiError, fieldError } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { Check, Field } from '../../ui/field.tsx';
import { errorText } from '../../ui/states.tsx';
import { fenOf } from './fen.ts';
import styles from './agreements.module.css';

/** The terms as typed; amounts in yuan. */
export interface TermsValues {
  kind: AgreementKind;
  title: string;
  amount: string;
  termMonths: string;
  terms: string;
  amountPublic: boolean;
}

export const emptyTerms: TermsValues = { kind: 'cooperation', title: '', amount: '', termMonths: '24', terms: '', amountPublic: true };

/** The typed terms as the API takes them. What is no amount goes on as NaN, which the API refuses by name. */
export function termsOf({ amount, termMonths, ...rest }: TermsValues): AgreementTerms {
  return { ...rest, amountFen: fenOf(amount), termMonths: Number(termMonths) };
}

interface TermsFieldsProps {
  values: TermsValues;
  change: (values: TermsValues) => void;
  error: unknown;
}

/** The same fields on screen and at the deal desk, each with what is wrong beside it. */
export function TermsFields({ values, change, error }: TermsFieldsProps) {
  const { t } = useTranslation();
  const { label } = useFormats();
  const set = (part: Partial<TermsValues>) => change({ ...values, ...part });
  const other = error && !(error instanceof ApiError && error.problem.errors) ? errorText(error, t('errors.network')) : undefined;
  return (
    <>
      {other && <p role="alert">{other}</p>}
      <div className={styles.two}>
        <Field label={t('agreement.kind')}>
          <select value={values.kind} onChange={(event) => set({ kind: event.target.value as AgreementKind })}>
            {AgreementKind.options.map((kind) => <option key={kind} value={kind}>{label(agreementKindLabels[kind])}</option>)}
          </select>
        </Field>
        <Field label={t('agreement.term')} error={fieldError(error, '/termMonths')}>
          <input inputMode="numeric" required pattern="[0-9]{1,3}" value={values.termMonths} onChange={(event) => set({ termMonths: event.target.value })} />
        </Field>
      </div>
      <Field label={t('agreement.name')} error={fieldError(error, '/title')}>
        <input required minLength={4} maxLength={120} value={values.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={t('agreement.amount')} error={fieldError(error, '/amountFen') && t('agreement.badAmount')} hint={t('agreement.amountHint')}>
        <input inputMode="decimal" required value={values.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
      <Field label={t('agreement.terms')} error={fieldError(error, '/terms')}>
        <textarea required minLength={10} maxLength={8000} value={values.terms} onChange={(event) => set({ terms: event.target.value })} />
      </Field>
      <Check label={t('agreement.amountPublic')} checked={values.amountPublic} onChange={(event) => set({ amountPublic: event.target.checked })} />
    </>
  );
}
