import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput, DateTimeInput, TimeInput } from '../../ui/dates/date-input.tsx';
import type { TypedDateProps } from '../../ui/dates/typed-date.ts';
import { Field } from '../../ui/field.tsx';
import { Group } from './group.tsx';

const KINDS = [
  ['date', DateInput, '2026-11-05'],
  ['dateTime', DateTimeInput, '2026-11-05T09:30'],
  ['time', TimeInput, '09:30'],
] as const;

/** Each empty, filled, wrong, required and out of use. */
export function DateStates() {
  const { t } = useTranslation('styles');
  return (
    <Group title={t('dates')}>
      {KINDS.map(([kind, Control, value]) => (
        <OneKind key={kind} label={t(kind)} control={Control} initial={value} />
      ))}
    </Group>
  );
}

interface OneKindProps {
  label: string;
  control: ComponentType<TypedDateProps>;
  initial: string;
}

function OneKind({ label, control: Control, initial }: OneKindProps) {
  const { t } = useTranslation('styles');
  const [empty, setEmpty] = useState('');
  const [filled, setFilled] = useState(initial);
  return (
    <>
      <Field label={label} hint={t('hint')}>
        <Control value={empty} onChange={setEmpty} />
      </Field>
      <Field label={`${label} · ${t('needed')}`} error={t('wrong')}>
        <Control required value={filled} onChange={setFilled} />
      </Field>
      <Field label={`${label} · ${t('disabled')}`}>
        <Control disabled value={initial} />
      </Field>
    </>
  );
}
