import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Criterion, Submission } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { errorText } from '../../ui/states.tsx';
import styles from './selection.module.css';

/** One's own judgement, 0 to 10 by criterion. */
export function ReviewForm({
  editionId,
  item,
  criteria,
}: {
  editionId: string;
  item: Submission;
  criteria: Criterion[];
}) {
  const { t } = useTranslation(['selection', 'common']);
  const { pick } = useFormats();
  const queries = useQueryClient();
  const [scores, setScores] = useState<Record<string, number>>(
    item.mine?.scores ?? Object.fromEntries(criteria.map((criterion) => [criterion.id, 5])),
  );
  const [comment, setComment] = useState(item.mine?.comment ?? '');
  const save = useMutation({
    mutationFn: () => api('PUT', '/projects/{id}/review', { path: { id: item.project.id }, body: { scores, comment } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.submissions(editionId) }),
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={styles.two}>
        {criteria.map((criterion) => (
          <Field
            key={criterion.id}
            label={`${pick(criterion.zh, criterion.en)} (${criterion.weight}%)`}
            error={fieldError(save.error, `/scores/${criterion.id}`)}
          >
            <input
              type="number"
              required
              min={0}
              max={10}
              value={scores[criterion.id] ?? ''}
              onChange={(event) => setScores((known) => ({ ...known, [criterion.id]: Number(event.target.value) }))}
            />
          </Field>
        ))}
      </div>
      <Field label={t('comment')}>
        <textarea rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {t('saveReview')}
        </Button>
        <span role="status" className="small">
          {save.data && t('reviewed', { score: save.data.score })}
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
