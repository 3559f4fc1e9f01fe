import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CreateEdition, type EditionCard } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useFormats } from '../../../lib/format.ts';
import { numberOf } from '../../../lib/forms/typed.ts';
import { useContractForm } from '../../../lib/forms/use-contract-form.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { DateInput } from '../../../ui/dates/date-input.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { ErrorLine } from '../../../ui/feedback/states.tsx';
import styles from '../prepare.module.css';

/** What an edition begins with; all of it may be taken over from another one. */
export function NewEditionForm({ editions }: { editions: EditionCard[] }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { pick } = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [thisYear] = useState(() => new Date().getFullYear());
  const next = Math.max(...editions.map((edition) => edition.year), thisYear) + 1;
  const intent = useIntentKey();
  const create = useMutation({
    mutationFn: (body: CreateEdition) =>
      intent.send(body, (idempotencyKey) => api('POST', '/editions', { body, idempotencyKey })),
    onSuccess: (edition) => {
      void queries.invalidateQueries({ queryKey: queryKeys.editions() });
      void navigate(`/prepare/${edition.id}/setup`);
    },
  });
  const { control, formProps } = useContractForm({
    schema: CreateEdition,
    defaultValues: {
      code: `KC-${next}`,
      nameZh: `${next} 永不落幕科创会`,
      nameEn: `Everexpo ${next}`,
      timeZone: 'Asia/Shanghai',
      startsOn: `${next}-11-05`,
      dayCount: '3',
      copyFrom: editions[0]?.id ?? '',
    },
    contractOf: ({ dayCount, copyFrom, ...values }) => ({
      ...values,
      dayCount: numberOf(dayCount),
      copyFrom: copyFrom || null,
    }),
    send: create,
  });
  return (
    <form {...formProps} className={`${cardClass} ${styles.form}`}>
      <h2>{t('newEdition')}</h2>
      <div className={styles.two}>
        <FormField control={control} name="code" label={t('code')}>
          <input required />
        </FormField>
        <FormField control={control} name="timeZone" label={t('common:timeZone')}>
          <input required />
        </FormField>
        <FormField control={control} name="nameZh" label={t('nameZh')}>
          <input required />
        </FormField>
        <FormField control={control} name="nameEn" label={t('nameEn')}>
          <input required />
        </FormField>
        <FormField control={control} name="startsOn" label={t('startsOn')}>
          <DateInput required />
        </FormField>
        <FormField control={control} name="dayCount" label={t('dayCount')}>
          <input type="number" required min={1} max={14} />
        </FormField>
        <FormField control={control} name="copyFrom" label={t('copyFrom')}>
          <select>
            <option value="">{t('copyNothing')}</option>
            {editions.map((edition) => (
              <option key={edition.id} value={edition.id}>
                {pick(edition.nameZh, edition.nameEn)}
              </option>
            ))}
          </select>
        </FormField>
      </div>
      <div>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          {t('create')}
        </Button>
      </div>
      <ErrorLine error={create.error} />
    </form>
  );
}
