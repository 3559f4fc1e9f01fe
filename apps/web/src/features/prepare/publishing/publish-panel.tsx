import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Draft } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError, get } from '../../../lib/api/api.ts';
import { mayBeDone, useIntentKey } from '../../../lib/forms/intent-key.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Button } from '../../../ui/button.tsx';
import { DateTimeInput } from '../../../ui/dates/date-input.tsx';
import { Field } from '../../../ui/field.tsx';
import { ErrorLine, Notice } from '../../../ui/feedback/states.tsx';
import { ChangeList } from '../../notices/index.ts';
import styles from '../prepare.module.css';
import { useVersions, Versions } from './versions.tsx';

/** What publishing would change, the press that does it, and the versions before. */
export function PublishPanel({ draft: { edition, revision } }: { draft: Draft }) {
  const { id: editionId, timeZone } = edition;
  const { t } = useTranslation(['prepare', 'common']);
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [later, setLater] = useState('');
  const intent = useIntentKey();
  /** When an attempt ended without an answer: only the versions show what it came to. */
  const [unansweredAt, setUnansweredAt] = useState(0);
  const { versions, isUnsure } = useVersions(editionId, unansweredAt);
  const { data: diff } = useQuery({
    queryKey: queryKeys.draftDiff(editionId),
    queryFn: ({ signal }) =>
      get('/editions/{edition}/versions/diff', {
        path: { edition: editionId },
        query: { from: 'published', to: 'draft' },
        signal,
      }),
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: queryKeys.draftDiff(editionId) });
    void queries.invalidateQueries({ queryKey: queryKeys.versions(editionId) });
    void queries.invalidateQueries({ queryKey: queryKeys.draft(editionId) });
  };
  const failed = (error: Error) => {
    if (!mayBeDone(error)) return;
    setUnansweredAt(Date.now());
    refresh();
  };
  const publish = useMutation({
    mutationFn: () => {
      const body = { note, publishAt: later ? new Date(later).toISOString() : null };
      // Of another workspace, the same note is another version.
      return intent.send([body, revision], (idempotencyKey) =>
        api('POST', '/editions/{edition}/versions', { path: { edition: editionId }, body, idempotencyKey }),
      );
    },
    onSuccess: () => {
      setNote('');
      setLater('');
      refresh();
    },
    onError: failed,
  });
  return (
    <section className={styles.panel} aria-label={t('publish')}>
      <h3>{t('pending', { n: diff?.changes.length ?? 0 })}</h3>
      {diff && (
        <div className={styles.scroll}>
          <ChangeList changes={diff.changes} timeZone={timeZone} />
        </div>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          publish.mutate();
        }}
      >
        <Field label={t('note')} error={fieldError(publish.error, '/note')}>
          <textarea required maxLength={500} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <Field label={t('publishAt')} hint={t('publishAtHint')} error={fieldError(publish.error, '/publishAt')}>
          <DateTimeInput value={later} onChange={setLater} />
        </Field>
        <div>
          <Button type="submit" variant="primary" disabled={publish.isPending || isUnsure}>
            {later ? t('schedule') : t('publishNow')}
          </Button>
        </div>
        <ErrorLine error={publish.error} />
        <div role="status">
          {publish.data && (
            <Notice gold>{publish.data.number ? t('published', { n: publish.data.number }) : t('scheduled')}</Notice>
          )}
        </div>
      </form>
      <Versions
        editionId={editionId}
        timeZone={timeZone}
        versions={versions}
        disabled={isUnsure}
        refresh={refresh}
        failed={failed}
      />
    </section>
  );
}
