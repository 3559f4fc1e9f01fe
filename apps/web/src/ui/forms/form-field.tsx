import type { Label } from '@everexpo/contracts';
import { cloneElement, type ComponentProps, type ReactElement, type ReactNode } from 'react';
import { useController, useFormState, get, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { amountMistake } from '../../lib/fen.ts';
import { Select } from '../select.tsx';
import { Check, Field } from '../field.tsx';
import { FileInput } from '../files/file-input.tsx';
import styles from '../ui.module.css';

interface Bound<V extends FieldValues, N extends FieldPath<V>> {
  // oxlint-disable-next-line typescript/no-explicit-any -- a field need not know what its form is sent as
  control: Control<V, unknown, any>;
  name: N;
}

interface FormFieldProps<V extends FieldValues, N extends FieldPath<V>> extends Bound<V, N> {
  label: ReactNode;
  hint?: ReactNode;
  /** What to say of the text as it is typed instead of what the contract says of what it became. */
  words?: (typed: string) => string | undefined;
  children: ReactElement<ComponentProps<'input'>> | ReactElement<ComponentProps<'select'>>;
}

/** A field of a form with what is wrong beside it. */
export function FormField<V extends FieldValues, N extends FieldPath<V>>({
  control,
  name,
  words,
  children,
  ...shown
}: FormFieldProps<V, N>) {
  const { field, fieldState } = useController({ control, name });
  const error = fieldState.error && (words?.(field.value) ?? fieldState.error.message);
  return (
    <Field {...shown} error={error}>
      {cloneElement(children as ReactElement<object>, field)}
    </Field>
  );
}

/** An amount, typed in yuan. */
export function AmountField<V extends FieldValues, N extends FieldPath<V>>({
  required,
  ...field
}: Omit<FormFieldProps<V, N>, 'words' | 'children'> & { required?: boolean }) {
  return (
    <FormField {...field} words={amountMistake}>
      <input inputMode="decimal" required={required} />
    </FormField>
  );
}

/** One of a vocabulary's words. */
export function FormSelect<V extends FieldValues, N extends FieldPath<V>, T extends string>({
  control,
  name,
  ...choice
}: Bound<V, N> & { label: string; options: readonly T[]; labels: Record<T, Label>; all?: boolean }) {
  const { field, fieldState } = useController({ control, name });
  return (
    <Select
      {...choice}
      value={field.value}
      choose={(value) => (value || choice.all) && field.onChange(value)}
      error={fieldState.error?.message}
    />
  );
}

export function FormCheck<V extends FieldValues, N extends FieldPath<V>>({
  control,
  name,
  label,
}: Bound<V, N> & { label: ReactNode }) {
  const { field } = useController({ control, name });
  return <Check label={label} name={name} checked={field.value} onChange={field.onChange} />;
}

/** A file that goes with the form, kept as a `File` or null. */
export function FormFile<V extends FieldValues, N extends FieldPath<V>>({
  control,
  name,
  label,
  hint,
  error,
  ...input
}: Bound<V, N> & { label: ReactNode; hint?: ReactNode; error?: string } & Pick<
    ComponentProps<typeof FileInput>,
    'accept' | 'capture' | 'required'
  >) {
  const { field, fieldState } = useController({ control, name });
  return (
    <Field label={label} hint={hint} error={error ?? fieldState.error?.message}>
      <FileInput {...input} name={name} file={field.value} choose={field.onChange} />
    </Field>
  );
}

/** What is wrong with a list of rows as a whole. */
export function RowsError<V extends FieldValues, N extends FieldPath<V>>({ control, name }: Bound<V, N>) {
  const { errors } = useFormState({ control, name });
  const message: unknown = get(errors, `${name}.root.message`);
  return typeof message === 'string' ? (
    <p role="alert" className={styles.fieldError}>
      {message}
    </p>
  ) : null;
}
