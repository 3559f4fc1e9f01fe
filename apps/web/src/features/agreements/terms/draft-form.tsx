import { useMutation } from '@tanstack/react-query';
import { AgreementTerms, type Agreement, type Meeting } from '@everexpo/contracts';
import { clauseHeading, clausesOf, type Content } from '@everexpo/clauses';
import { FormProvider, useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { api } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/api/intent-key.ts';
import { useFormats } from '../../../lib/format.ts';
import { useContractForm } from '../../../lib/forms/use-contract-form.ts';
import { Button } from '../../../ui/button.tsx';
import { cardClass } from '../../../ui/page.tsx';
import { DetailsFields } from './details-fields.tsx';
import { Disclosure, TermsFields } from './terms-fields.tsx';
import { draftOf, emptyDraft, fieldOfDraft, valuesOf, type DraftValues } from './terms-values.ts';
import { useRefreshAgreements } from '../actions/use-agreement-act.ts';
import styles from '../agreements.module.css';

interface DraftFormProps {
  /** Where a new draft comes from. */
  meeting?: Meeting;
  /** What a new draft is about, from the term sheet. */
  terms?: string;
  /** Given, the form revises this agreement. */
  agreement?: Agreement;
  close: () => void;
}

export function DraftForm({ meeting, terms = '', agreement, close }: DraftFormProps) {
  const { t } = useTranslation(['agreements', 'common']);
  const { pick } = useFormats();
  const refresh = useRefreshAgreements();
  const intent = useIntentKey();
  const save = useMutation({
    mutationFn: (terms: AgreementTerms) =>
      agreement
        ? api('PUT', '/agreements/{id}', { path: { id: agreement.id }, body: { ...terms, version: agreement.version } })
        : intent.send([meeting?.id, terms], (idempotencyKey) =>
            api('POST', '/meetings/{id}/agreements', { path: { id: meeting?.id ?? '' }, body: terms, idempotencyKey }),
          ),
    onSuccess: async () => {
      await refresh();
      close();
    },
  });
  const { formProps, ...form } = useContractForm({
    schema: AgreementTerms,
    defaultValues: agreement
      ? valuesOf(agreement)
      : {
          ...emptyDraft,
          terms,
          title: meeting ? pick(meeting.project.titleZh, meeting.project.titleEn).slice(0, 110) : '',
        },
    contractOf: draftOf,
    fieldOf: fieldOfDraft,
    send: save,
  });
  return (
    <FormProvider {...form}>
      <form {...formProps} className={`${cardClass} ${styles.form}`}>
        <h2>{t('draft')}</h2>
        <TermsFields error={save.error} />
        <DetailsFields />
        <Disclosure />
        <Preview agreement={agreement} />
        <div className={styles.actions}>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {agreement ? t('common:save') : t('create')}
          </Button>
          <Button onClick={close}>{t('common:cancel')}</Button>
        </div>
      </form>
    </FormProvider>
  );
}

/** The clauses as they will stand in the document, forming while one types. */
function Preview({ agreement }: { agreement?: Agreement }) {
  const { t } = useTranslation('agreements');
  const { zh } = useFormats();
  const { control } = useFormContext<DraftValues>();
  const terms = useWatch({ control, compute: draftOf });
  const { payments, milestones, shareBasisPoints } = terms.details;
  const figures = [terms.amountFen, terms.termMonths, shareBasisPoints, ...payments.map(({ amountFen }) => amountFen)];
  if (figures.some(Number.isNaN) || [...payments, ...milestones].some(({ dueOn }) => !dueOn)) return null;
  return (
    <details className={styles.preview}>
      <summary>{t('preview')}</summary>
      <Clauses
        content={{ ...terms, parties: agreement?.parties ?? [], amends: agreement?.replaces ?? null }}
        language={zh ? 'zh' : 'en'}
      />
    </details>
  );
}

/** An agreement's text, clause by clause. */
export function Clauses({ content, language }: { content: Content; language: 'zh' | 'en' }) {
  return (
    <ol className={styles.clauses}>
      {clausesOf(content, language).map((clause, index) => (
        <li key={clause.key}>
          <strong>
            {clauseHeading(index, language)} {clause.title}
          </strong>
          {clause.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </li>
      ))}
    </ol>
  );
}
