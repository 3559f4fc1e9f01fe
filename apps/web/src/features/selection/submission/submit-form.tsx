import { useMutation } from '@tanstack/react-query';
import {
  City,
  cityLabels,
  Field as TechField,
  fieldLabels,
  ProjectStage,
  projectStageLabels,
  SubmitProject,
  Track,
  trackLabels,
  type Call,
} from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useFormats } from '../../../lib/format.ts';
import { useContractForm } from '../../../lib/forms/use-contract-form.ts';
import { Button } from '../../../ui/button.tsx';
import { AmountField, FormSelect, FormField, FormFile } from '../../../ui/forms/form-field.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { ErrorLine, Notice } from '../../../ui/feedback/states.tsx';
import { emptyProject, fieldOfProject, projectOf } from './project-values.ts';
import styles from '../selection.module.css';

const TEXTS = [
  ['titleZh', 120],
  ['titleEn', 200],
] as const;
const PARAGRAPHS = [
  ['summaryZh', 2000],
  ['summaryEn', 4000],
  ['seeksZh', 500],
  ['seeksEn', 1000],
] as const;

/** A project with its deck; who nominates it names its owner. */
export function SubmitForm({ call, nominates }: { call: Call; nominates: boolean }) {
  const { t } = useTranslation(['selection', 'common']);
  const { pick } = useFormats();
  const intent = useIntentKey();
  /** The key that it was submitted under while its deck has yet to be taken: it is not submitted twice. */
  const [submittedAs, setSubmittedAs] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: async (body: SubmitProject) => {
      const idempotencyKey = submittedAs ?? intent.keyFor(body);
      const { id } = await api('POST', '/editions/{edition}/submissions', {
        path: { edition: call.editionId },
        body,
        idempotencyKey,
      });
      setSubmittedAs(idempotencyKey);
      const deck = getValues('deck');
      if (deck) {
        const form = new FormData();
        form.set('deck', deck);
        await api('POST', '/projects/{id}/deck', { path: { id }, body: form });
      }
      return id;
    },
  });
  const { control, formProps, getValues } = useContractForm({
    schema: SubmitProject,
    defaultValues: emptyProject(call),
    contractOf: (values) => projectOf(values, nominates),
    fieldOf: fieldOfProject,
    send,
  });
  if (send.data)
    return (
      <Notice gold>
        <strong>{t('submitted')}</strong>
        <Link to="/mine">{t('toMine')}</Link>
      </Notice>
    );
  return (
    <form {...formProps} className={`${cardClass} ${styles.form}`}>
      {nominates && (
        <FormField control={control} name="ownerEmail" label={t('ownerEmail')}>
          <input type="email" required />
        </FormField>
      )}
      <div className={styles.two}>
        <FormSelect
          control={control}
          name="track"
          label={t('common:track')}
          options={Track.options}
          labels={trackLabels}
        />
        <FormSelect
          control={control}
          name="field"
          label={t('common:field')}
          options={TechField.options}
          labels={fieldLabels}
        />
        <FormSelect control={control} name="city" label={t('common:city')} options={City.options} labels={cityLabels} />
        <FormSelect
          control={control}
          name="stage"
          label={t('stage')}
          options={ProjectStage.options}
          labels={projectStageLabels}
        />
      </div>
      {TEXTS.map(([name, most]) => (
        <FormField key={name} control={control} name={name} label={t(name)}>
          <input required maxLength={most} />
        </FormField>
      ))}
      {PARAGRAPHS.map(([name, most]) => (
        <FormField key={name} control={control} name={name} label={t(name)}>
          <textarea required rows={3} maxLength={most} />
        </FormField>
      ))}
      <AmountField control={control} name="amount" label={t('amount')} hint={t('amountHint')} />
      {call.questions.map((question) => (
        <FormField
          key={question.id}
          control={control}
          name={`answers.${question.id}`}
          label={`${pick(question.zh, question.en)}${question.required ? '' : ` (${t('optional')})`}`}
        >
          <textarea rows={2} required={question.required} maxLength={2000} />
        </FormField>
      ))}
      <FormFile control={control} name="deck" label={t('common:deck')} hint={t('deckHint')} accept="application/pdf" />
      <ErrorLine error={send.error} />
      <div>
        <Button type="submit" variant="primary" large disabled={send.isPending}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
