import { useFieldArray, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { FormCheck, FormField, RowsError } from '../../ui/forms/form-field.tsx';
import styles from './selection.module.css';

interface Words {
  /** The id that answers and scores are kept by. */
  slug: string;
  zh: string;
  en: string;
}

/** A call as typed: times in the device's zone. */
export interface CallValues {
  opensAt: string;
  closesAt: string;
  questions: (Words & { required: boolean })[];
  criteria: (Words & { weight: string })[];
}

const newSlug = (kind: 'q' | 'c') => `${kind}${Date.now().toString(36)}`;

export function QuestionFields() {
  const { t } = useTranslation(['selection', 'common']);
  const { control } = useFormContext<CallValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'questions' });
  return (
    <>
      <h3>{t('questions')}</h3>
      {fields.map((row, at) => (
        <div key={row.id} className={styles.two}>
          <FormField control={control} name={`questions.${at}.zh`} label={t('inChinese')}>
            <input required />
          </FormField>
          <FormField control={control} name={`questions.${at}.en`} label={t('inEnglish')}>
            <input required />
          </FormField>
          <FormCheck control={control} name={`questions.${at}.required`} label={t('required')} />
          <Button variant="quiet" onClick={() => remove(at)}>
            {t('common:delete')}
          </Button>
        </div>
      ))}
      <RowsError control={control} name="questions" />
      <div>
        <Button onClick={() => append({ slug: newSlug('q'), zh: '', en: '', required: false })}>
          {t('addQuestion')}
        </Button>
      </div>
    </>
  );
}

export function CriteriaFields() {
  const { t } = useTranslation(['selection', 'common']);
  const { control } = useFormContext<CallValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'criteria' });
  return (
    <>
      <h3>{t('criteria')}</h3>
      {fields.map((row, at) => (
        <div key={row.id} className={styles.two}>
          <FormField control={control} name={`criteria.${at}.zh`} label={t('inChinese')}>
            <input required />
          </FormField>
          <FormField control={control} name={`criteria.${at}.en`} label={t('inEnglish')}>
            <input required />
          </FormField>
          <FormField control={control} name={`criteria.${at}.weight`} label={t('common:weight')}>
            <input type="number" min={1} max={100} />
          </FormField>
          <Button variant="quiet" disabled={fields.length === 1} onClick={() => remove(at)}>
            {t('common:delete')}
          </Button>
        </div>
      ))}
      <RowsError control={control} name="criteria" />
      <div>
        <Button onClick={() => append({ slug: newSlug('c'), zh: '', en: '', weight: '10' })}>
          {t('addCriterion')}
        </Button>
      </div>
    </>
  );
}
