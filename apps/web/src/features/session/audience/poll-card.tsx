import { useMutation, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { Poll } from '@everexpo/contracts';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, get } from '../../../lib/api/api.ts';
import { useMe } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useSession } from '../feed/session-feed.tsx';
import { useBeside } from '../frame/widths.ts';
import styles from './audience.module.css';

/** The newest poll of the session: to vote in while it is open, with its result after. */
export function PollCard({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation(['session', 'common']);
  const { data: me } = useMe();
  const queries = useQueryClient();
  const { poll, mine, queryKey } = useNewestPoll(sessionId);
  const vote = useMutation({
    mutationFn: (option: number) => api('PUT', '/polls/{id}/vote', { path: { id: poll?.id ?? '' }, body: { option } }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  // Beside the stage an open poll has its place; under it, it would push away what one is about to press.
  const beside = useBeside();
  const [chosen, setChosen] = useState<boolean | null>(null);
  if (!poll) return null;
  const open = chosen ?? (poll.open && beside);
  const all = poll.options.reduce((sum, { votes }) => sum + votes, 0);
  return (
    <section className={styles.poll} aria-label={t('poll.title')}>
      <button type="button" className={styles.ask} aria-expanded={open} onClick={() => setChosen(!open)}>
        <span className="small muted">
          {t(poll.open ? 'poll.open' : 'poll.closed')} · {t('common:votes', { count: all })}
        </span>
        <strong>{poll.body}</strong>
        <ChevronDown size={18} aria-hidden="true" />
      </button>
      {open && (
        <ul className={styles.answers}>
          {poll.options.map((option, index) => {
            const share = all === 0 ? 0 : Math.round((100 * option.votes) / all);
            return (
              <li key={option.text}>
                <button
                  type="button"
                  className={styles.option}
                  aria-pressed={mine === index}
                  disabled={!poll.open || !me?.person || vote.isPending}
                  onClick={() => vote.mutate(index)}
                >
                  <span className={styles.bar} style={{ width: `${share}%` }} aria-hidden="true" />
                  <span className={styles.optionText}>{option.text}</span>
                  <span className="figures" data-votes>
                    {option.votes} · {share}%
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** As the log tells it, else as it was read. */
export function useNewestPoll(sessionId: string): { poll: Poll | null; mine: number | null; queryKey: QueryKey } {
  const { polls } = useSession();
  const { data: me } = useMe();
  const queryKey = queryKeys.polls(sessionId, me?.person?.id ?? 'public');
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/sessions/{id}/polls', { path: { id: sessionId }, signal }),
    enabled: me !== undefined,
    staleTime: 0,
  });
  const told = [...polls.values()].at(-1);
  const read = data?.items[0];
  const newest =
    told && (!data || told.seq > data.seq || !data.items.some(({ id }) => id === told.fact.id))
      ? told.fact
      : (read ?? null);
  return { poll: newest, mine: data?.items.find(({ id }) => id === newest?.id)?.mine ?? null, queryKey };
}
