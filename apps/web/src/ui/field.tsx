import { cloneElement, useEffect, useId, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

interface FieldProps {
  label: ReactNode;
  error?: string;
  hint?: ReactNode;
  children: ReactElement<{
    id?: string;
    value?: unknown;
    maxLength?: number;
    'aria-invalid'?: boolean;
    'aria-describedby'?: string;
  }>;
}

/**
 * A labelled control; what is wrong with it is said beside it and to screen readers. A text that is too long is not
 * cut, as `maxLength` alone would: it is said to be so, and its form is not sent.
 */
export function Field({ label, error: refused, hint, children }: FieldProps) {
  const id = useId();
  const { value, maxLength } = children.props;
  const isCounted = typeof value === 'string' && maxLength !== undefined;
  const { left, over } = useLength(id, isCounted ? value.length : 0, isCounted ? maxLength : Infinity);
  const error = refused ?? over;
  const told = [hint, left].filter(Boolean).map((part, at) => <span key={at}>{part} </span>);
  const note = error ?? (told.length > 0 ? told : undefined);
  return (
    <div className={styles.field}>
      <label htmlFor={id} id={`${id}-label`} onClick={() => focusWithin(id)}>
        {label}
      </label>
      {cloneElement(children, {
        id,
        ...(isCounted ? { maxLength: undefined } : {}),
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

/** A control of several parts, such as a date's, is not focused by its label of itself. */
const focusWithin = (id: string) =>
  document.querySelector<HTMLElement>(`[id="${id}"][role="group"] [role="spinbutton"]`)?.focus();

/** Of the length that is allowed, so much is near its end. */
const NEAR = 0.1;

/** What is said of a text's length near its limit, and beyond it, where it also keeps its form from being sent. */
function useLength(id: string, length: number, most: number): { left?: string; over?: string } {
  const { t } = useTranslation();
  const over = length > most ? t('charactersOver', { count: length - most }) : undefined;
  useEffect(() => {
    if (most === Infinity) return;
    (document.getElementById(id) as HTMLInputElement | HTMLTextAreaElement | null)?.setCustomValidity(over ?? '');
  }, [id, most, over]);
  const isNear = most !== Infinity && most - length <= most * NEAR;
  return { over, left: isNear ? t('charactersLeft', { count: most - length }) : undefined };
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
