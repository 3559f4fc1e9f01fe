import type { Ref } from 'react';

/** What a field of a date hands on while only some of its parts are filled in; no contract takes it. */
export const INCOMPLETE = 'incomplete';

/** What `Field` and `FormField` give a control, with the value as a text of ISO 8601; '' where there is none. */
export interface TypedDateProps {
  value?: string;
  onChange?: (typed: string) => void;
  onBlur?: () => void;
  name?: string;
  id?: string;
  ref?: Ref<HTMLElement>;
  required?: boolean;
  disabled?: boolean;
  /** The first and the last that may be chosen, as texts too. */
  min?: string;
  max?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}

/** Reads such a text; null where it is none. */
export function readTyped<T>(parse: (text: string) => T, text: string | undefined): T | null {
  if (!text || text === INCOMPLETE) return null;
  try {
    return parse(text);
  } catch {
    return null;
  }
}
