import { SessionKind } from '@everexpo/contracts';
import { useController, useFieldArray, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { localInput } from '../../lib/local-input.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormField, RowsError } from '../../ui/forms/form-field.tsx';
import styles from './prepare.module.css';
import type { RulesValues } from './rules-values.ts';

const HOUR_MS = 3_600_000;

/** Minutes on foot between venues, and times kept for one kind of session. */
export function WalksAndWindows() {
  return (
    <>
      <Walks />
      <Windows />
    </>
  );
}

function Walks() {
  const { t } = useTranslation(['prepare', 'common']);
  const { control } = useFormContext<RulesValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'walks' });
  return (
    <>
      <h3>{t('walks')}</h3>
      {fields.map((row, at) => (
        <div key={row.id} className={styles.two}>
          <FormField control={control} name={`walks.${at}.from`} label={t('walkFrom')}>
            <input required />
          </FormField>
          <FormField control={control} name={`walks.${at}.to`} label={t('walkTo')}>
            <input required />
          </FormField>
          <FormField control={control} name={`walks.${at}.minutes`} label={t('walkMinutes')}>
            <input type="number" min={1} max={240} />
          </FormField>
          <Button look="quiet" onClick={() => remove(at)}>
            {t('common:delete')}
          </Button>
        </div>
      ))}
      <RowsError control={control} name="walks" />
      <div>
        <Button onClick={() => append({ from: '', to: '', minutes: '10' })}>{t('addWalk')}</Button>
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
            <input type="datetime-local" required />
          </FormField>
          <FormField control={control} name={`windows.${at}.endsAt`} label={t('closesAt')}>
            <input type="datetime-local" required />
          </FormField>
          <WindowKind at={at} />
          <Button look="quiet" onClick={() => remove(at)}>
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
