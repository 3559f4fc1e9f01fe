import { useMutation, useQuery } from '@tanstack/react-query';
import type { Version } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useFormats } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorLine } from '../../../ui/feedback/states.tsx';
import { ChangeList } from '../../notices/index.ts';
import styles from '../prepare.module.css';

const ASK_AGAIN_MS = 2_000;

/**
 * An edition's versions, newest first. `isUnsure` while they have not been read since an attempt to add one ended
 * without an answer, at an instant of this page's clock; until then they are asked for again and again.
 */
export function useVersions(editionId: string, unansweredAt: number): { versions: Version[]; isUnsure: boolean } {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: queryKeys.versions(editionId),
    queryFn: ({ signal }) => get('/editions/{edition}/versions', { path: { edition: editionId }, signal }),
    refetchInterval: ({ state }) => (state.dataUpdatedAt < unansweredAt ? ASK_AGAIN_MS : false),
  });
  return { versions: data?.items ?? [], isUnsure: dataUpdatedAt < unansweredAt };
}

interface Props {
  editionId: string;
  timeZone: string;
  versions: Version[];
  /** Whether none may be restored for now. */
  disabled: boolean;
  refresh: () => void;
  failed: (error: Error) => void;
}

/** The versions so far; each can be compared with the one before, and restored. */
export function Versions({ editionId, timeZone, versions, disabled, refresh, failed }: Props) {
  const { t } = useTranslation(['prepare', 'common']);
  const { dayAndTime } = useFormats();
  const [compared, setCompared] = useState<[string, string] | null>(null);
  const published = versions.filter((version) => version.state === 'published');
  const intent = useIntentKey();
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
    mutationFn: ({ id, number }: Version) => {
      const note = t('restoreNote', { n: number ?? '' });
      // After a version that is another than what it makes itself, it is wanted anew.
      const before = published.find((one) => one.note !== note);
      return intent.send([id, before?.id], (idempotencyKey) =>
        api('POST', '/editions/{edition}/versions/{id}/restore', {
          path: { edition: editionId, id },
          body: { note },
          idempotencyKey,
        }),
      );
    },
    onSuccess: refresh,
    onError: failed,
  });
  const cancel = useMutation({
    mutationFn: (id: string) =>
      api('POST', '/editions/{edition}/versions/{id}/call-off', { path: { edition: editionId, id } }),
    onSuccess: refresh,
  });
  return (
    <div>
      <h3>{t('versions')}</h3>
      <ErrorLine error={restore.error ?? cancel.error} />
      <ul className={styles.plain}>
        {versions.map((version) => {
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
                  <Button
                    variant="quiet"
                    disabled={restore.isPending || disabled}
                    onClick={() => restore.mutate(version)}
                  >
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
