import { useMutation } from '@tanstack/react-query';
import type { Agreement, Meeting } from '@everexpo/contracts';
import { clauseHeading, clausesOf, type Content } from '@everexpo/clauses';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { cardClass } from '../../ui/page.tsx';
import { DetailsFields } from './details-fields.tsx';
import { Disclosure, TermsFields } from './terms-fields.tsx';
import { draftOf, emptyDraft, valuesOf, type DraftValues } from './terms-values.ts';
import { useRefreshAgreements } from './use-agreement-act.ts';
import styles from './agreements.module.css';

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
  const [key] = useState(newKey);
  const [values, setValues] = useState<DraftValues>(() =>
    agreement
      ? valuesOf(agreement)
      : {
          ...emptyDraft,
          terms,
          title: meeting ? pick(meeting.project.titleZh, meeting.project.titleEn).slice(0, 110) : '',
        },
  );
  const change = (part: Partial<DraftValues>) => setValues((known) => ({ ...known, ...part }));
  const save = useMutation({
    mutationFn: () => {
      const terms = draftOf(values);
      return agreement
        ? api('PUT', '/agreements/{id}', { path: { id: agreement.id }, body: { ...terms, version: agreement.version } })
        : api('POST', '/meetings/{id}/agreements', {
            path: { id: meeting?.id ?? '' },
            body: terms,
            idempotencyKey: key,
          });
    },
    onSuccess: async () => {
      await refresh();
      close();
    },
  });
  return (
    <form
      className={`${cardClass} ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('draft')}</h2>
      <TermsFields values={values} change={change} error={save.error} />
      <DetailsFields values={values} change={change} error={save.error} />
      <Disclosure values={values} change={change} />
      <Preview values={values} agreement={agreement} />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {agreement ? t('common:save') : t('create')}
        </Button>
        <Button onClick={close}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}

/** The clauses as they will stand in the document, forming while one types. */
function Preview({ values, agreement }: { values: DraftValues; agreement?: Agreement }) {
  const { t } = useTranslation('agreements');
  const { zh } = useFormats();
  const terms = draftOf(values);
  if (
    Number.isNaN(terms.amountFen) ||
    values.payments.some(({ dueOn }) => !dueOn) ||
    values.milestones.some(({ dueOn }) => !dueOn)
  )
    return null;
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
