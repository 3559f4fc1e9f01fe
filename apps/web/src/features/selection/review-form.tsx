import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ReviewForm as ReviewContract, type Criterion, type Submission } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { numberOf, typedNumber } from '../../lib/forms/typed.ts';
import { useContractForm } from '../../lib/forms/use-contract-form.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/forms/form-field.tsx';
import { ErrorLine } from '../../ui/feedback/states.tsx';
import styles from './selection.module.css';

const MIDDLE = 5;

interface ReviewValues {
  scores: Record<string, string>;
  comment: string;
}

const typedReview = ({ mine }: Submission, criteria: Criterion[]): ReviewValues => ({
  scores: Object.fromEntries(criteria.map(({ id }) => [id, typedNumber(mine ? mine.scores[id] : MIDDLE)])),
  comment: mine?.comment ?? '',
});

const reviewOf = ({ scores, comment }: ReviewValues) => ({
  scores: Object.fromEntries(Object.entries(scores).map(([id, score]) => [id, numberOf(score)])),
  comment,
});

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
  const save = useMutation({
    mutationFn: (body: ReviewContract) => api('PUT', '/projects/{id}/review', { path: { id: item.project.id }, body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.submissions(editionId) }),
  });
  const { control, formProps } = useContractForm({
    schema: ReviewContract,
    defaultValues: typedReview(item, criteria),
    contractOf: reviewOf,
    send: save,
  });
  return (
    <form {...formProps} className={styles.form}>
      <div className={styles.two}>
        {criteria.map((criterion) => (
          <FormField
            key={criterion.id}
            control={control}
            name={`scores.${criterion.id}`}
            label={`${pick(criterion.zh, criterion.en)} (${criterion.weight}%)`}
          >
            <input type="number" required min={0} max={10} />
          </FormField>
        ))}
      </div>
      <FormField control={control} name="comment" label={t('comment')}>
        <textarea rows={2} maxLength={2000} />
      </FormField>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {t('saveReview')}
        </Button>
        <span role="status" className="small">
          {save.data && t('reviewed', { score: save.data.score })}
        </span>
      </div>
      <ErrorLine error={save.error} />
    </form>
  );
}
