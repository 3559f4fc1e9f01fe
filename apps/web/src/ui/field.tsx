import { cloneElement, useId, type ReactElement, type ReactNode } from 'react';
import styles from './ui.module.css';

interface FieldProps {
  label: ReactNode;
  error?: string;
  hint?: ReactNode;
  children: ReactElement<{ id?: string; 'aria-invalid'?: boolean; 'aria-describedby'?: string }>;
}

/** A labelled control; what is wrong with it is said beside it and to screen readers. */
export function Field({ label, error, hint, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': note ? `${id}-note` : undefined,
      })}
      {note && (
        <span id={`${id}-note`} className={error ? styles.fieldError : styles.hint}>
          {note}
        </span>
      )}
    </div>
  );
}

export function Check({
  label,
  ...props
}: {
  label: ReactNode;
  name?: string;
  defaultChecked?: boolean;
  checked?: boolean;
  onChange?: (event: { target: { checked: boolean } }) => void;
}) {
  return (
    <label className={styles.check}>
      <input type="checkbox" {...props} />
      <span>{label}</span>
    </label>
  );
}
