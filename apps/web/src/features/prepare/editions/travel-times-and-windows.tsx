import { SessionKind } from '@everexpo/contracts';
import { useController, useFieldArray, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { localInput } from '../../../lib/time/local-input.ts';
import { Button } from '../../../ui/button.tsx';
import { DateTimeInput } from '../../../ui/dates/date-input.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormField, RowsError } from '../../../ui/forms/form-field.tsx';
import styles from '../prepare.module.css';
import type { RulesValues } from './rules-values.ts';

const HOUR_MS = 3_600_000;

/** Minutes on foot between venues, and times kept for one kind of session. */
export function TravelTimesAndWindows() {
  return (
    <>
      <TravelTimes />
      <Windows />
    </>
  );
}

function TravelTimes() {
  const { t } = useTranslation(['prepare', 'common']);
  const { control } = useFormContext<RulesValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'travelTimes' });
  return (
    <>
      <h3>{t('travelTimes')}</h3>
      {fields.map((row, at) => (
        <div key={row.id} className={styles.two}>
          <FormField control={control} name={`travelTimes.${at}.from`} label={t('travelFrom')}>
            <input required />
          </FormField>
          <FormField control={control} name={`travelTimes.${at}.to`} label={t('travelTo')}>
            <input required />
          </FormField>
          <FormField control={control} name={`travelTimes.${at}.minutes`} label={t('travelMinutes')}>
            <input type="number" min={1} max={240} />
          </FormField>
          <Button variant="quiet" onClick={() => remove(at)}>
            {t('common:delete')}
          </Button>
        </div>
      ))}
      <RowsError control={control} name="travelTimes" />
      <div>
        <Button onClick={() => append({ from: '', to: '', minutes: '10' })}>{t('addTravelTime')}</Button>
      </div>
    </>
  );
}

function Windows() {
  const { t } = useTranslation(['prepare', 'common']);
  const { control } = useFormContext<RulesValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'windows' });
  const add = () =>
    append({
      name: '',
      startsAt: localInput(new Date().toISOString()),
      endsAt: localInput(new Date(Date.now() + HOUR_MS).toISOString()),
      kinds: ['ceremony'],
    });
  return (
    <>
      <h3>{t('windows')}</h3>
      {fields.map((row, at) => (
        <div key={row.id} className={styles.two}>
          <FormField control={control} name={`windows.${at}.name`} label={t('windowName')}>
            <input required />
          </FormField>
          <FormField control={control} name={`windows.${at}.startsAt`} label={t('opensAt')}>
            <DateTimeInput required />
          </FormField>
          <FormField control={control} name={`windows.${at}.endsAt`} label={t('closesAt')}>
            <DateTimeInput required />
          </FormField>
          <WindowKind at={at} />
          <Button variant="quiet" onClick={() => remove(at)}>
            {t('common:delete')}
          </Button>
        </div>
      ))}
      <RowsError control={control} name="windows" />
      <div>
        <Button onClick={add}>{t('addWindow')}</Button>
      </div>
    </>
  );
}

/** One kind is chosen here; what holds several keeps them until then. */
function WindowKind({ at }: { at: number }) {
  const { t } = useTranslation('prepare');
  const { control } = useFormContext<RulesValues>();
  const { field } = useController({ control, name: `windows.${at}.kinds` });
  return (
    <Field label={t('windowKind')}>
      <select value={field.value[0] ?? ''} onChange={(event) => field.onChange([event.target.value])}>
        {SessionKind.options.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}
