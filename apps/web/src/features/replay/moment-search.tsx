import { useInfiniteQuery } from '@tanstack/react-query';
import type { Replay } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../lib/api/api.ts';
import { clock } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/feedback/states.tsx';
import { questionStyles } from '../session/index.ts';
import styles from './replay.module.css';
import type { Player } from './player/use-player.ts';

/** Everything that was said in writing: questions, chat, decks, captions. Each hit jumps to its moment. */
export function MomentSearch({ replay, player }: { replay: Replay; player: Player }) {
  const { t } = useTranslation(['replay', 'common']);
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState('');
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: queryKeys.moments(replay.sessionId, wanted),
    queryFn: ({ pageParam, signal }) =>
      get('/sessions/{id}/replay/moments', {
        path: { id: replay.sessionId },
        query: { q: wanted, cursor: pageParam ? Number(pageParam) : undefined },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    enabled: wanted !== '',
  });
  const hits = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div>
      <form
        className={styles.search}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setWanted(typed.trim());
        }}
      >
        <Field label={t('searchFor')}>
          <input
            type="search"
            required
            maxLength={100}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" disabled={typed.trim() === ''}>
          {t('common:search')}
        </Button>
      </form>
      {error && <Failure error={error} />}
      {wanted !== '' && !isFetching && hits.length === 0 && !error && (
        <p className={questionStyles.note} role="status">
          {t('nothingFound')}
        </p>
      )}
      <ul>
        {hits.map((hit) => (
          <li key={`${hit.kind} ${hit.at} ${hit.words}`}>
            <button type="button" className={styles.moment} onClick={() => player.seek(hit.startMs)}>
              <span className="figures muted">{clock(hit.startMs)}</span>
              <span>
                <span className="small muted">{t(`kind.${hit.kind}`)}</span> {hit.words}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="quiet" onClick={() => void fetchNextPage()}>
          {t('common:more')}
        </Button>
      )}
    </div>
  );
}
