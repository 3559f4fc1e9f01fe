import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import overlays from '../overlays/overlays.module.css';
import { PageLocale } from '../../i18n/page-locale.tsx';
import styles from './choices.module.css';

interface ComboBoxProps {
  /** What is offered for what is typed, found by whoever shows the field: here or by the API. */
  offered: readonly string[];
  value?: string;
  onChange?: (typed: string) => void;
  onBlur?: () => void;
  name?: string;
  id?: string;
  required?: boolean;
  autoFocus?: boolean;
  maxLength?: number;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}

/** A text of which known ones are offered while one types; another one may be typed as well. Within a `Field`. */
export function ComboBox({ offered, value = '', onChange, required = false, ...props }: ComboBoxProps) {
  return (
    <PageLocale>
      <AriaComboBox
        id={props.id ?? ''}
        aria-labelledby={`${props.id}-label`}
        aria-describedby={props['aria-describedby']}
        className={styles.combo}
        items={offered.map((text) => ({ id: text }))}
        inputValue={value}
        onInputChange={(typed) => onChange?.(typed)}
        onBlur={() => props.onBlur?.()}
        isInvalid={props['aria-invalid'] ?? false}
        validationBehavior="aria"
        defaultFilter={() => true}
        allowsCustomValue
      >
        <Input name={props.name} required={required} maxLength={props.maxLength} autoFocus={props.autoFocus} />
        <Popover className={`${overlays.popover} ${styles.list}`}>
          <ListBox className={overlays.menu}>
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
