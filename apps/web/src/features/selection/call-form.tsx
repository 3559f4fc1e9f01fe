import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CallForm as CallContract, type Call } from '@everexpo/contracts';
import { FormProvider } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { instantOf, numberOf, typedNumber } from '../../lib/forms/typed.ts';
import { useContractForm } from '../../lib/forms/use-contract-form.ts';
import { localInput } from '../../lib/time/local-input.ts';
import { useRole } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { DateTimeInput } from '../../ui/dates/date-input.tsx';
import { FormField } from '../../ui/forms/form-field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { ErrorLine } from '../../ui/feedback/states.tsx';
import { CriteriaFields, QuestionFields, type CallValues } from './call-fields.tsx';
import styles from './selection.module.css';

const WEEKS = 7 * 86_400_000;

const typedCall = (call: Call | null): CallValues => ({
  opensAt: localInput(call?.opensAt ?? new Date().toISOString()),
  closesAt: localInput(call?.closesAt ?? new Date(Date.now() + 6 * WEEKS).toISOString()),
  questions: call?.questions.map(({ id, ...question }) => ({ slug: id, ...question })) ?? [],
  criteria: call?.criteria.map(({ id, weight, ...words }) => ({
    slug: id,
    ...words,
    weight: typedNumber(weight),
  })) ?? [
    { slug: 'novelty', zh: '创新性', en: 'Novelty', weight: '50' },
    { slug: 'market', zh: '市场前景', en: 'Market', weight: '50' },
  ],
});

const callOf = ({ opensAt, closesAt, questions, criteria }: CallValues) => ({
  opensAt: instantOf(opensAt),
  closesAt: instantOf(closesAt),
  questions: questions.map(({ slug, zh, en, required }) => ({ id: slug, zh, en, required })),
  criteria: criteria.map(({ slug, zh, en, weight }) => ({ id: slug, zh, en, weight: numberOf(weight) })),
});

/** When projects may be handed in, what is asked, and what reviewers look at. */
export function CallForm({ editionId, call }: { editionId: string; call: Call | null }) {
  const { t } = useTranslation('selection');
  const { dayAndTime } = useFormats();
  const organizer = useRole('organizer');
  return (
    <details className={cardClass}>
      <summary>
        <strong>{t('call')}</strong>{' '}
        <span className="small muted">
          {call
            ? t('callTimes', {
                from: dayAndTime(call.opensAt, call.timeZone),
                until: dayAndTime(call.closesAt, call.timeZone),
                zone: call.timeZone,
              })
            : t('noCallYet')}
        </span>
      </summary>
      {organizer && <CallFields editionId={editionId} call={call} />}
    </details>
  );
}

function CallFields({ editionId, call }: { editionId: string; call: Call | null }) {
  const { t } = useTranslation(['selection', 'common']);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (body: CallContract) => api('PUT', '/editions/{edition}/call', { path: { edition: editionId }, body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.call(editionId) }),
  });
  const { formProps, ...form } = useContractForm({
    schema: CallContract,
    defaultValues: typedCall(call),
    contractOf: callOf,
    send: save,
  });
  return (
    <form {...formProps} className={styles.form}>
      <div className={styles.two}>
        <FormField control={form.control} name="opensAt" label={t('opensAt')}>
          <DateTimeInput required />
        </FormField>
        <FormField control={form.control} name="closesAt" label={t('closesAt')}>
          <DateTimeInput required />
        </FormField>
      </div>
      <FormProvider {...form}>
        <QuestionFields />
        <CriteriaFields />
      </FormProvider>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {t('common:save')}
        </Button>
        <span role="status" className="small">
          {save.data && t('common:saved')}
        </span>
      </div>
      <ErrorLine error={save.error} />
    </form>
  );
}
