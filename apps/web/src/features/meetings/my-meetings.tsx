import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../lib/api/api.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { Button } from '../../ui/button.tsx';
import { errorText, Notice } from '../../ui/feedback/states.tsx';
import { MeetingCard } from './meeting-card.tsx';
import styles from './meetings.module.css';

/** A person's meetings: those that wait for an answer, those to come, those that were. */
export function MyMeetings({ meId }: { meId: string }) {
  const { t } = useTranslation(['meetings', 'common']);
  const queries = useQueryClient();
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.meetings('mine'),
    queryFn: ({ pageParam, signal }) => get('/meetings', { query: { limit: 10, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  useServerEvent(
    'meeting:changed',
    useCallback(() => void queries.invalidateQueries({ queryKey: queryKeys.meetings() }), [queries]),
  );
  const place = useMutation({
    mutationFn: () => api('POST', '/meetings/place-mine', { body: { seconds: 2 } }),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.meetings() }),
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  const any = items.some(({ state, times }) => state === 'requested' && times.length === 0);
  return (
    <section className={styles.list}>
      <h2>{t('mine')}</h2>
      {any && (
        <div>
          <Button disabled={place.isPending} onClick={() => place.mutate()}>
            {t('fillMine')}
          </Button>
        </div>
      )}
      <div role="status">
        {place.data && (
          <Notice gold>
            {t('placed', { placed: place.data.placed, wishes: place.data.wishes })}{' '}
            {place.data.unmet.map(({ why }) => t(`why.${why}`)).join(t('common:semicolon'))}
          </Notice>
        )}
        {place.error && <p role="alert">{errorText(place.error)}</p>}
      </div>
      {items.map((meeting) => (
        <MeetingCard key={meeting.id} meeting={meeting} meId={meId} />
      ))}
      {hasNextPage && (
        <div>
          <Button onClick={() => void fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </section>
  );
}
