import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiError, get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Check } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import styles from '../desk.module.css';
import type { ScannedValues } from './paper-values.ts';

/** Papers that may be the same one: shown while one types, and to be declared different when the API insists. */
export function Duplicates({ error }: { error: unknown }) {
  const { t } = useTranslation(['desk', 'common']);
  const { control, setValue } = useFormContext<ScannedValues>();
  const [typedA, typedB, otherThan] = useWatch({ control, name: ['partyA', 'partyB', 'otherThan'] });
  const partyA = useDeferredValue(typedA.trim());
  const partyB = useDeferredValue(typedB.trim());
  const { data } = useQuery({
    queryKey: queryKeys.similarPapers(partyA, partyB),
    queryFn: ({ signal }) => get('/agreements/paper/similar', { query: { partyA, partyB }, signal }),
    enabled: partyA.length >= 4 && partyB.length >= 4,
    retry: false,
  });
  const insisted =
    error instanceof ApiError && error.problem.code === 'likely_duplicate' ? (error.problem.errors ?? []) : [];
  const found = data?.items ?? [];
  if (found.length === 0 && insisted.length === 0) return null;
  const ids = [...new Set([...found.map(({ id }) => id), ...insisted.map(({ values }) => String(values?.id))])];
  return (
    <div className={styles.warning} role="alert">
      <strong>{t('similar')}</strong>
      <ul>
        {found.map((entry) => (
          <li key={entry.id}>
            {entry.number ?? t('toVerify')} · {entry.title} · {entry.parties.join(' / ')}
          </li>
        ))}
      </ul>
      {error !== null && insisted.length > 0 && <p>{errorText(error)}</p>}
      <Check
        label={t('isAnother')}
        checked={otherThan.length > 0}
        onChange={(event) => setValue('otherThan', event.target.checked ? ids : [])}
      />
    </div>
  );
}
