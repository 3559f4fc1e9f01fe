import { parseDate, parseDateTime, parseTime, type DateValue } from '@internationalized/date';
import { X } from 'lucide-react';
import { useState, type FocusEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker as AriaDatePicker } from 'react-aria-components/DatePicker';
import { FieldError } from 'react-aria-components/FieldError';
import { Group } from 'react-aria-components/Group';
import { TimeField } from 'react-aria-components/TimeField';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format.ts';
import { PageLocale } from '../../i18n/page-locale.tsx';
import ui from '../ui.module.css';
import { CalendarPopover } from './calendar-popover.tsx';
import styles from './dates.module.css';
import { INCOMPLETE, readTyped, type TypedDateProps } from './typed-date.ts';

export const DatePicker = (props: TypedDateProps) => <Picker {...props} parse={parseDate} granularity="day" />;

export function DateTimePicker(props: TypedDateProps) {
  const { zone } = useFormats();
  const [now] = useState(() => new Date().toISOString());
  const [deviceZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const at = readTyped((text) => new Date(text).toISOString(), props.value) ?? now;
  return (
    <Picker {...props} parse={parseDateTime} granularity="minute">
      <span id={`${props.id}-zone`} className={styles.zone}>
        {zone(at, deviceZone)}
      </span>
    </Picker>
  );
}

export function TimePicker(props: TypedDateProps) {
  const { given, wrong, blurred } = useTyped(props);
  return (
    <PageLocale>
      <TimeField
        {...given}
        className={styles.picker}
        value={readTyped(parseTime, props.value)}
        minValue={readTyped(parseTime, props.min)}
        maxValue={readTyped(parseTime, props.max)}
        onChange={(time) => props.onChange?.(time?.toString().slice(0, 5) ?? '')}
        hourCycle={24}
        shouldForceLeadingZeros
      >
        <div role="presentation" className={styles.box} onBlur={blurred}>
          <DateInput className={styles.segments}>
            {(segment) => <DateSegment segment={segment} className={styles.segment} />}
          </DateInput>
        </div>
        {wrong}
      </TimeField>
    </PageLocale>
  );
}

interface PickerProps extends TypedDateProps {
  parse: (text: string) => DateValue;
  granularity: 'day' | 'minute';
  children?: ReactNode;
}

function Picker({ parse, granularity, children, ...props }: PickerProps) {
  const { t } = useTranslation('common');
  const { given, wrong, blurred } = useTyped(props, children !== undefined);
  const value = readTyped(parse, props.value);
  return (
    <PageLocale>
      <AriaDatePicker
        {...given}
        className={styles.picker}
        value={value}
        minValue={readTyped(parse, props.min)}
        maxValue={readTyped(parse, props.max)}
        onChange={(date) => props.onChange?.(date?.toString().slice(0, granularity === 'day' ? 10 : 16) ?? '')}
        granularity={granularity}
        hourCycle={24}
        shouldForceLeadingZeros
      >
        <Group className={styles.box} onBlur={blurred}>
          <DateInput className={styles.segments}>
            {(segment) => <DateSegment segment={segment} className={styles.segment} />}
          </DateInput>
          {children}
          {value && !props.required && !props.disabled && (
            <Button slot={null} className={styles.press} aria-label={t('clear')} onPress={() => props.onChange?.('')}>
              <X size={18} aria-hidden />
            </Button>
          )}
          <CalendarPopover />
        </Group>
        {wrong}
      </AriaDatePicker>
    </PageLocale>
  );
}

/**
 * What all three are given. What is half filled in is told when the field is left, beside it and to its form: without
 * that it would be sent as nothing.
 */
function useTyped({ id = '', value, onChange, onBlur, ...props }: TypedDateProps, hasZone = false) {
  const { t } = useTranslation('common');
  const isIncomplete = value === INCOMPLETE;
  const refused = props['aria-invalid'] === true;
  const incompleteId = `${id}-incomplete`;
  const described = [isIncomplete && incompleteId, props['aria-describedby'], hasZone && `${id}-zone`];
  const given = {
    id,
    name: props.name,
    isRequired: props.required,
    isDisabled: props.disabled,
    isInvalid: refused || isIncomplete,
    // What was refused may be sent again; what is missing or incomplete may not be sent.
    validationBehavior: refused && !isIncomplete ? ('aria' as const) : ('native' as const),
    'aria-labelledby': `${id}-label`,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
  };
  const blurred = ({ currentTarget, relatedTarget }: FocusEvent<Element>) => {
    if (currentTarget.contains(relatedTarget)) return;
    const parts = [...currentTarget.querySelectorAll('[role="spinbutton"]')];
    const empty = parts.filter((part) => part.hasAttribute('data-placeholder')).length;
    if (empty > 0 && empty < parts.length) onChange?.(INCOMPLETE);
    else if (isIncomplete && empty > 0) onChange?.('');
    onBlur?.();
  };
  const wrong = isIncomplete ? (
    <span id={incompleteId} className={ui.fieldError}>
      {t('dateIncomplete')}
    </span>
  ) : (
    !refused && (
      <FieldError className={ui.fieldError ?? ''}>
        {({ validationDetails, defaultChildren }) =>
          validationDetails.valueMissing ? t('dateMissing') : defaultChildren
        }
      </FieldError>
    )
  );
  return { given, wrong, blurred };
}
