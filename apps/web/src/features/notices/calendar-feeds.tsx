import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FeedScope, trackLabels, type Feed, type Track } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../lib/api/api.ts';
import { useIntentKey } from '../../lib/forms/intent-key.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { errorText } from '../../ui/feedback/states.tsx';
import styles from './notices.module.css';

const SCOPES = FeedScope.options.filter((scope) => scope !== 'room');

/** Calendar addresses to subscribe to; each is shown once and can be revoked. */
export function CalendarFeeds() {
  const { t } = useTranslation(['notices', 'common']);
  const { label, dayAndTime } = useFormats();
  const queries = useQueryClient();
  const [scope, setScope] = useState<Feed['scope']>('mine');
  const [track, setTrack] = useState<Track>('achievement');
  const { data } = useQuery({
    queryKey: queryKeys.feeds(),
    queryFn: ({ signal }) => get('/calendar-feeds', { signal }),
  });
  const intent = useIntentKey();
  const refresh = () => void queries.invalidateQueries({ queryKey: queryKeys.feeds() });
  const create = useMutation({
    mutationFn: () => {
      const body = { scope, value: scope === 'track' ? track : null };
      return intent.send(body, (idempotencyKey) => api('POST', '/calendar-feeds', { body, idempotencyKey }));
    },
    onSuccess: refresh,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api('DELETE', '/calendar-feeds/{id}', { path: { id } }),
    onSuccess: refresh,
  });
  const nameOf = (feed: Feed) =>
    `${t(`scope.${feed.scope}`)}${feed.scope === 'track' ? ` · ${label(trackLabels[feed.value as Track])}` : ''}`;
  return (
    <section className={`${cardClass} ${styles.feeds}`}>
      <h2>{t('calendar')}</h2>
      <p className="small muted">{t('calendarLead')}</p>
      <div className={styles.row}>
        <Field label={t('scopeLabel')}>
          <select value={scope} onChange={(event) => setScope(FeedScope.parse(event.target.value))}>
            {SCOPES.map((one) => (
              <option key={one} value={one}>
                {t(`scope.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        {scope === 'track' && (
          <Field label={t('common:track')}>
            <select value={track} onChange={(event) => setTrack(event.target.value as Track)}>
              {(Object.keys(trackLabels) as Track[]).map((one) => (
                <option key={one} value={one}>
                  {label(trackLabels[one])}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Button disabled={create.isPending} onClick={() => create.mutate()}>
          {t('createFeed')}
        </Button>
      </div>
      {create.error && <p role="alert">{errorText(create.error)}</p>}
      {create.data?.address && (
        <div role="status">
          <Field label={t('address')} hint={t('addressHint')}>
            <input readOnly value={create.data.address} onFocus={(event) => event.target.select()} />
          </Field>
        </div>
      )}
      <ul className={styles.changes}>
        {data?.items.map((feed) => (
          <li key={feed.id} className={styles.row}>
            <span>
              {nameOf(feed)}{' '}
              <span className="small muted figures">
                {dayAndTime(feed.createdAt, Intl.DateTimeFormat().resolvedOptions().timeZone)}
              </span>
            </span>
            <Button variant="quiet" onClick={() => revoke.mutate(feed.id)}>
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
