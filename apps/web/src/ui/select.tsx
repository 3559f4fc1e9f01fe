import type { Label } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../lib/format.ts';
import { Field } from './field.tsx';

interface SelectProps<T extends string> {
  label: string;
  options: readonly T[];
  labels: Record<T, Label>;
  value: T | null;
  choose: (value: T | null) => void;
  /** Whether "all" may be chosen, for filters. */
  all?: boolean;
  error?: string;
}

/** One of a vocabulary's words, in the reader's language. */
export function Select<T extends string>({
  label: name,
  options,
  labels,
  value,
  choose,
  all = false,
  error,
}: SelectProps<T>) {
  const { t } = useTranslation('common');
  const { label } = useFormats();
  return (
    <Field label={name} error={error}>
      <select value={value ?? ''} onChange={(event) => choose((event.target.value || null) as T | null)}>
        {all && <option value="">{t('all')}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {label(labels[option])}
          </option>
        ))}
      </select>
    </Field>
  );
}
