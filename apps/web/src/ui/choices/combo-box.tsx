import { useState, type Ref } from 'react';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import overlays from '../overlays/overlays.module.css';
import { PageLocale } from '../../i18n/page-locale.tsx';
import styles from './choices.module.css';

interface ComboBoxProps {
  /** What is offered for what is typed, found by whoever shows the field: here or by the API. */
  offered: readonly string[];
  isLoading?: boolean;
  /** Characters from which on something is offered. */
  from?: number;
  value?: string;
  onChange?: (typed: string) => void;
  onBlur?: () => void;
  name?: string;
  ref?: Ref<HTMLInputElement>;
  id?: string;
  required?: boolean;
  autoFocus?: boolean;
  maxLength?: number;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}

/** A text of which known ones are offered while one types; another one may be typed as well. Within a `Field`. */
export function ComboBox({
  offered,
  isLoading = false,
  from = 1,
  value = '',
  onChange,
  required = false,
  ref,
  ...props
}: ComboBoxProps) {
  const { t } = useTranslation('common');
  const [last, setLast] = useState<string | null>(null);
  // Typed over, it is chosen no longer, or Escape would put it back in the place of what was typed.
  const chosen = last === value ? last : null;
  // It is among them while others are being looked for, or to leave the field would undo the choice.
  const items = chosen === null || offered.includes(chosen) ? offered : [chosen, ...offered];

  function choose(text: unknown): void {
    if (typeof text !== 'string') return;
    setLast(text);
    onChange?.(text);
  }
  return (
    <PageLocale>
      <AriaComboBox
        id={props.id ?? ''}
        aria-labelledby={`${props.id}-label`}
        aria-describedby={props['aria-describedby']}
        className={styles.combo}
        items={items.map((text) => ({ id: text }))}
        inputValue={value}
        onInputChange={(typed) => onChange?.(typed)}
        value={chosen}
        onChange={choose}
        onBlur={() => props.onBlur?.()}
        isInvalid={props['aria-invalid'] ?? false}
        validationBehavior="aria"
        defaultFilter={() => true}
        allowsCustomValue
        // What comes after a key was pressed is shown when it comes.
        allowsEmptyCollection={value.trim().length >= from}
      >
        <Input
          ref={ref}
          name={props.name}
          required={required}
          maxLength={props.maxLength}
          autoFocus={props.autoFocus}
        />
        <Popover className={`${overlays.popover} ${styles.list}`}>
          <ListBox
            className={overlays.menu}
            renderEmptyState={() => <p className={styles.none}>{t(isLoading ? 'loading' : 'noMatch')}</p>}
          >
            {({ id }: { id: string }) => (
              <ListBoxItem id={id} textValue={id} className={overlays.item}>
                {id}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </AriaComboBox>
    </PageLocale>
  );
}
