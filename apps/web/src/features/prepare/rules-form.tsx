import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Impact, Track, trackLabels, type ProgrammeRules } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { errorText } from '../../ui/states.tsx';
import { ruleLabel, RULES } from './rule-labels.ts';
import styles from './prepare.module.css';
import { TravelTimesAndWindows } from './travel-times-and-windows.tsx';

const NUMBERS = ['changeoverMinutes', 'minimumPauseMinutes', 'pitchMinutes', 'pitchesMin', 'pitchesMax'] as const;

/** Lengths and caps, and what each rule does when it is broken. */
export function RulesForm({ editionId, rules }: { editionId: string; rules: ProgrammeRules }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { label } = useFormats();
  const queries = useQueryClient();
  const [values, setValues] = useState(rules);
  const set = (part: Partial<ProgrammeRules>) => setValues((known) => ({ ...known, ...part }));
  const save = useMutation({
    mutationFn: () => api('PUT', '/editions/{edition}/rules', { path: { edition: editionId }, body: values }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId) }),
  });
  const setImpact = (name: string, impact: string) => {
    const { [name]: _old, ...others } = values.impacts;
    set({ impacts: impact === '' ? others : { ...others, [name]: Impact.parse(impact) } });
  };
  const setWeight = (name: string, text: string) => {
    const { [name]: _old, ...others } = values.weights;
    const found = /^(\d{1,5})\/(\d{1,5})\/(\d{1,5})$/.exec(text.trim());
    set({
      weights: found
        ? { ...others, [name]: { hard: Number(found[1]), medium: Number(found[2]), soft: Number(found[3]) } }
        : others,
    });
  };
  const setQuota = (track: Track, text: string) => {
    const { [track]: _old, ...others } = values.quotas;
    set({ quotas: text === '' ? others : { ...others, [track]: Number(text) } });
  };
  return (
    <form
      className={`${cardClass} ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('rules')}</h2>
      <div className={styles.two}>
        {NUMBERS.map((name) => (
          <Field key={name} label={t(name)} error={fieldError(save.error, `/${name}`)}>
            <input
              type="number"
              min={0}
              value={values[name]}
              onChange={(event) => set({ [name]: Number(event.target.value) })}
            />
          </Field>
        ))}
        {(['streams', 'crews'] as const).map((name) => (
          <Field key={name} label={t(name)} hint={t('noCap')} error={fieldError(save.error, `/${name}`)}>
            <input
              type="number"
              min={1}
              value={values[name] ?? ''}
              onChange={(event) => set({ [name]: event.target.value === '' ? null : Number(event.target.value) })}
            />
          </Field>
        ))}
      </div>
      <h3>{t('quotas')}</h3>
      <div className={styles.two}>
        {Track.options.map((track) => (
          <Field
            key={track}
            label={label(trackLabels[track])}
            hint={t('noCap')}
            error={fieldError(save.error, `/quotas/${track}`)}
          >
            <input
              type="number"
              min={0}
              value={values.quotas[track] ?? ''}
              onChange={(event) => setQuota(track, event.target.value)}
            />
          </Field>
        ))}
      </div>
      <TravelTimesAndWindows values={values} set={set} error={save.error} />
      <details>
        <summary>{t('impacts')}</summary>
        <div className={styles.two}>
          {RULES.map((name) => (
            <Field
              key={`${name} weight`}
              label={`${label(ruleLabel(name))} · ${t('common:weight')}`}
              hint={t('weightsHint')}
              error={fieldError(save.error, `/weights/${name}`)}
            >
              <input
                defaultValue={weightText(values.weights[name])}
                placeholder={t('defaultImpact')}
                pattern="\d{1,5}/\d{1,5}/\d{1,5}"
                onChange={(event) => setWeight(name, event.target.value)}
              />
            </Field>
          ))}
          {RULES.map((name) => (
            <Field key={name} label={label(ruleLabel(name))}>
              <select value={values.impacts[name] ?? ''} onChange={(event) => setImpact(name, event.target.value)}>
                <option value="">{t('defaultImpact')}</option>
                {Impact.options.map((impact) => (
                  <option key={impact} value={impact}>
                    {t(`impact.${impact}`)}
                  </option>
                ))}
              </select>
            </Field>
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
      {save.error && (
        <p role="alert" className={styles.alert}>
          {errorText(save.error, t('common:errors.network'))}
        </p>
      )}
    </form>
  );
}

const weightText = (weight: ProgrammeRules['weights'][string] | undefined) =>
  weight ? `${weight.hard}/${weight.medium}/${weight.soft}` : '';
