import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { agreementStateLabels, type DeskEntry } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, get } from '../../lib/api/api.ts';
import { useIntentKey } from '../../lib/forms/intent-key.ts';
import { useFormats } from '../../lib/format.ts';
import type { QueryOf } from '../../lib/api/operations.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { Empty, errorText } from '../../ui/feedback/states.tsx';
import styles from './desk.module.css';

type State = NonNullable<QueryOf<'/agreements/paper'>['state']>;

/** What the desk has logged, newest first, with its four-eyes state. */
export function EntryList({ personId, correct }: { personId: string; correct: (entry: DeskEntry) => void }) {
  const { t } = useTranslation(['desk', 'common']);
  const queries = useQueryClient();
  const [state, setState] = useState<State | ''>('');
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.desk(state),
    queryFn: ({ pageParam, signal }) =>
      get('/agreements/paper', { query: { limit: 10, state: state || undefined, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  useServerEvent(
    'desk:changed',
    useCallback(() => void queries.invalidateQueries({ queryKey: queryKeys.desk() }), [queries]),
  );
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.entries}>
      <div className={styles.entriesHead}>
        <h2>{t('entries', { n: data?.pages[0]?.total ?? 0 })}</h2>
        <Field label={t('show')}>
          <select value={state} onChange={(event) => setState(event.target.value as State | '')}>
            <option value="">{t('common:all')}</option>
            <option value="signed">{t('toVerify')}</option>
            <option value="registered">{t('registered')}</option>
            <option value="withdrawn">{t('sentBack')}</option>
          </select>
        </Field>
      </div>
      {data && items.length === 0 && <Empty>{t('empty')}</Empty>}
      <ul className={styles.list}>
        {items.map((entry) => (
          <Entry key={entry.id} entry={entry} personId={personId} correct={correct} />
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button onClick={() => void fetchNextPage()}>{t('common:more')}</Button>
        </div>
      )}
    </section>
  );
}

function Entry({
  entry,
  personId,
  correct,
}: {
  entry: DeskEntry;
  personId: string;
  correct: (entry: DeskEntry) => void;
}) {
  const { t } = useTranslation(['desk', 'common']);
  const { label, exactAmount } = useFormats();
  const mine = entry.loggedBy.id === personId;
  return (
    <li className={`${cardClass} ${styles.entry}`}>
      <div>
        <p className="small muted">
          {label(agreementStateLabels[entry.state])} · {t('by', { name: entry.loggedBy.name })}
          {entry.verifiedBy && ` · ${t('verifiedBy', { name: entry.verifiedBy })}`}
        </p>
        <p>
          <strong>
            {entry.number && (
              <Link to={`/verify/${entry.number}`} className={styles.number}>
                {entry.number}
              </Link>
            )}{' '}
            {entry.title}
          </strong>
        </p>
        <p className="small">{entry.parties.join(' · ')}</p>
        <p className="small figures">
          {exactAmount(entry.amountFen)} · {entry.signedOn}
          {entry.corrects && ` · ${t('correcting', { number: entry.corrects })}`}
        </p>
      </div>
      <div className={styles.entryActions}>
        <a href={`/api/agreements/${entry.id}/document`} target="_blank" rel="noreferrer">
          {t('openScan')}
        </a>
        {entry.number && (
          <a href={`/api/agreements/${entry.id}/certificate`} target="_blank" rel="noreferrer">
            {t('common:certificate')}
          </a>
        )}
        {entry.state === 'registered' && (
          <Button variant="quiet" onClick={() => correct(entry)}>
            {t('correct')}
          </Button>
        )}
        {entry.state === 'signed' && <Check entry={entry} mine={mine} />}
      </div>
    </li>
  );
}

/** The second pair of eyes: verify, or send back with a reason. */
function Check({ entry, mine }: { entry: DeskEntry; mine: boolean }) {
  const { t } = useTranslation(['desk', 'common']);
  const queries = useQueryClient();
  const [reason, setReason] = useState<string | null>(null);
  const intent = useIntentKey();
  const onSettled = () => queries.invalidateQueries({ queryKey: queryKeys.desk() });
  const verify = useMutation({
    mutationFn: () =>
      intent.send([entry.id, entry.version], (idempotencyKey) =>
        api('POST', '/agreements/paper/{id}/verify', {
          path: { id: entry.id },
          body: { version: entry.version },
          idempotencyKey,
        }),
      ),
    onSettled,
  });
  const sendBack = useMutation({
    mutationFn: () =>
      api('POST', '/agreements/paper/{id}/return', {
        path: { id: entry.id },
        body: { version: entry.version, reason: reason ?? '' },
      }),
    onSettled,
  });
  const error = verify.error ?? sendBack.error;
  return (
    <>
      {mine ? (
        <span className="small muted">{t('otherVerifies')}</span>
      ) : (
        <Button variant="primary" disabled={verify.isPending} onClick={() => verify.mutate()}>
          {t('verify')}
        </Button>
      )}
      {reason === null ? (
        <Button variant="quiet" onClick={() => setReason('')}>
          {t('sendBack')}
        </Button>
      ) : (
        <form
          className={styles.back}
          onSubmit={(event) => {
            event.preventDefault();
            sendBack.mutate();
          }}
        >
          <Field label={t('sendBackReason')}>
            <input
              autoFocus
              required
              minLength={4}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
          <Button type="submit" disabled={sendBack.isPending}>
            {t('sendBack')}
          </Button>
        </form>
      )}
      {error && (
        <span role="alert" className="small">
          {errorText(error)}
        </span>
      )}
    </>
  );
}
