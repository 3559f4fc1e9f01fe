import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Version } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiError, fieldError, get, newKey } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { errorText, Notice } from '../../ui/feedback/states.tsx';
import { ChangeList } from '../notices/index.ts';
import styles from './prepare.module.css';

/** What publishing would change, the press that does it, and the versions before. */
export function PublishPanel({ editionId, timeZone }: { editionId: string; timeZone: string }) {
  const { t } = useTranslation(['prepare', 'common']);
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [later, setLater] = useState('');
  const [key, setKey] = useState(newKey);
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
  const publish = useMutation({
    mutationFn: () =>
      api('POST', '/editions/{edition}/versions', {
        path: { edition: editionId },
        body: { note, publishAt: later ? new Date(later).toISOString() : null },
        idempotencyKey: key,
      }),
    onSuccess: () => {
      setNote('');
      setLater('');
      setKey(newKey());
      refresh();
    },
    onError: (error) => {
      // Without an answer that refuses it, it may have been published: sent again, it is the same.
      if (error instanceof ApiError && error.status < 500) setKey(newKey());
    },
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
          <input type="datetime-local" value={later} onChange={(event) => setLater(event.target.value)} />
        </Field>
        <div>
          <Button type="submit" variant="primary" disabled={publish.isPending}>
            {later ? t('schedule') : t('publishNow')}
          </Button>
        </div>
        {publish.error && (
          <p role="alert" className={styles.alert}>
            {errorText(publish.error, t('common:errors.network'))}
          </p>
        )}
        <div role="status">
          {publish.data && (
            <Notice gold>{publish.data.number ? t('published', { n: publish.data.number }) : t('scheduled')}</Notice>
          )}
        </div>
      </form>
      <Versions editionId={editionId} timeZone={timeZone} refresh={refresh} />
    </section>
  );
}

function Versions({ editionId, timeZone, refresh }: { editionId: string; timeZone: string; refresh: () => void }) {
  const { t } = useTranslation(['prepare', 'common']);
  const { dayAndTime } = useFormats();
  const [compared, setCompared] = useState<[string, string] | null>(null);
  const { data } = useQuery({
    queryKey: queryKeys.versions(editionId),
    queryFn: ({ signal }) => get('/editions/{edition}/versions', { path: { edition: editionId }, signal }),
  });
  const { data: diff } = useQuery({
    queryKey: queryKeys.versions(editionId, 'diff', compared),
    queryFn: ({ signal }) =>
      get('/editions/{edition}/versions/diff', {
        path: { edition: editionId },
        query: { from: compared?.[0] ?? '', to: compared?.[1] ?? '' },
        signal,
      }),
    enabled: compared !== null,
  });
  const restore = useMutation({
    mutationFn: (version: Version) =>
      api('POST', '/editions/{edition}/versions/{id}/restore', {
        path: { edition: editionId, id: version.id },
        body: { note: t('restoreNote', { n: version.number ?? '' }) },
        idempotencyKey: newKey(),
      }),
    onSuccess: refresh,
  });
  const cancel = useMutation({
    mutationFn: (id: string) =>
      api('POST', '/editions/{edition}/versions/{id}/call-off', { path: { edition: editionId, id } }),
    onSuccess: refresh,
  });
  const published = data?.items.filter((version) => version.state === 'published') ?? [];
  return (
    <div>
      <h3>{t('versions')}</h3>
      {(restore.error ?? cancel.error) && (
        <p role="alert" className={styles.alert}>
          {errorText(restore.error ?? cancel.error, t('common:errors.network'))}
        </p>
      )}
      <ul className={styles.plain}>
        {data?.items.map((version) => {
          const before = published[published.findIndex((one) => one.id === version.id) + 1];
          return (
            <li key={version.id} className={styles.version}>
              <strong className="figures">
                {version.number ? `v${version.number}` : t(`versionState.${version.state}`)}
              </strong>
              <span>{version.note}</span>
              <span className="small muted figures">
                {dayAndTime(version.publishedAt ?? version.publishAt ?? '', timeZone)} · {version.publishedBy} ·{' '}
                {t('notified', { count: version.notified })}
              </span>
              <span className={styles.actions}>
                {version.state === 'published' && before && (
                  <Button variant="quiet" onClick={() => setCompared([before.id, version.id])}>
                    {t('compare', { n: before.number ?? '' })}
                  </Button>
                )}
                {version.state === 'published' && version.id !== published[0]?.id && (
                  <Button variant="quiet" disabled={restore.isPending} onClick={() => restore.mutate(version)}>
                    {t('restore')}
                  </Button>
                )}
                {version.state === 'scheduled' && (
                  <Button variant="quiet" onClick={() => cancel.mutate(version.id)}>
                    {t('cancelPublication')}
                  </Button>
                )}
              </span>
              {compared?.[1] === version.id && diff && <ChangeList changes={diff.changes} timeZone={timeZone} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
