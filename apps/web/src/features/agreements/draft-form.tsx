import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Agreement, Meeting } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { cardClass } from '../../ui/page.tsx';
import { emptyTerms, TermsFields, termsOf, type TermsValues } from './terms-fields.tsx';
import styles from './agreements.module.css';

interface DraftFormProps {
  meeting: Meeting;
  /** Given, the form revises this agreement; else it makes a new one. */
  agreement?: Agreement;
  close: () => void;
}

export function DraftForm({ meeting, agreement, close }: DraftFormProps) {
  const { t } = useTranslation();
  const { pick } = useFormats();
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const [values, setValues] = useState<TermsValues>(() => (agreement ? valuesOf(agreement) : { ...emptyTerms, title: pick(meeting.project.titleZh, meeting.project.titleEn).slice(0, 110) }));
  const save = useMutation({
    mutationFn: () => {
      const terms = termsOf(values);
      return agreement
        ? api<Agreement>('PUT', `/agreements/${agreement.id}`, { body: { ...terms, version: agreement.version } })
        : api<Agreement>('POST', `/meetings/${meeting.id}/agreements`, { body: terms, idempotencyKey: key });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['agreements', meeting.id] });
      close();
    },
  });
  return (
    <form className={`${cardClass} ${styles.form}`} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <h2>{t('agreement.draft')}</h2>
      <TermsFields values={values} change={setValues} error={save.error} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={save.isPending}>{agreement ? t('common.save') : t('agreement.create')}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

function valuesOf({ kind, title, amountFen, termMonths, terms, amountPublic }: Agreement): TermsValues {
  return { kind, title, amount: (amountFen / 100).toFixed(2), termMonths: String(termMonths), terms, amountPublic };
}
