import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Impact, ProgrammeRules, Track, trackLabels } from '@everexpo/contracts';
import { FormProvider } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { useContractForm } from '../../../lib/forms/use-contract-form.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { FormField } from '../../../ui/forms/form-field.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { ErrorLine } from '../../../ui/feedback/states.tsx';
import { ruleLabel, RULES } from '../rule-labels.ts';
import { CAPS, LENGTHS, rulesOf, typedRules } from './rules-values.ts';
import styles from '../prepare.module.css';
import { TravelTimesAndWindows } from './travel-times-and-windows.tsx';

/** Lengths and caps, and what each rule does when it is broken. */
export function RulesForm({ editionId, rules }: { editionId: string; rules: ProgrammeRules }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { label } = useFormats();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (body: ProgrammeRules) =>
      api('PUT', '/editions/{edition}/rules', { path: { edition: editionId }, body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId) }),
  });
  const { formProps, ...form } = useContractForm({
    schema: ProgrammeRules,
    defaultValues: typedRules(rules),
    contractOf: rulesOf,
    send: save,
  });
  const { control } = form;
  return (
    <form {...formProps} className={`${cardClass} ${styles.form}`}>
      <h2>{t('rules')}</h2>
      <div className={styles.two}>
        {LENGTHS.map((name) => (
          <FormField key={name} control={control} name={name} label={t(name)}>
            <input type="number" min={0} />
          </FormField>
        ))}
        {CAPS.map((name) => (
          <FormField key={name} control={control} name={name} label={t(name)} hint={t('noCap')}>
            <input type="number" min={1} />
          </FormField>
        ))}
      </div>
      <h3>{t('quotas')}</h3>
      <div className={styles.two}>
        {Track.options.map((track) => (
          <FormField
            key={track}
            control={control}
            name={`quotas.${track}`}
            label={label(trackLabels[track])}
            hint={t('noCap')}
          >
            <input type="number" min={0} />
          </FormField>
        ))}
      </div>
      <FormProvider {...form}>
        <TravelTimesAndWindows />
      </FormProvider>
      <details>
        <summary>{t('impacts')}</summary>
        <div className={styles.two}>
          {RULES.map((name) => (
            <FormField
              key={name}
              control={control}
              name={`weights.${name}`}
              label={`${label(ruleLabel(name))} · ${t('common:weight')}`}
              hint={t('weightsHint')}
            >
              <input placeholder={t('defaultImpact')} />
            </FormField>
          ))}
          {RULES.map((name) => (
            <FormField key={name} control={control} name={`impacts.${name}`} label={label(ruleLabel(name))}>
              <select>
                <option value="">{t('defaultImpact')}</option>
                {Impact.options.map((impact) => (
                  <option key={impact} value={impact}>
                    {t(`impact.${impact}`)}
                  </option>
                ))}
              </select>
            </FormField>
          ))}
        </div>
      </details>
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
