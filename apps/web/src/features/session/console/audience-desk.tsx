import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReportedMessage, SetAudience } from '@everexpo/contracts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, fieldError, get } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useFormats } from '../../../lib/format.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { Button } from '../../../ui/button.tsx';
import { Check, Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useNewestPoll } from '../audience/poll-card.tsx';
import { useSeeStage, useSession } from '../feed/session-feed.tsx';
import styles from './console.module.css';

const PACES = [0, 3, 10, 30, 60];

/** How the audience takes part, what it reported, and who is out. */
export function AudienceDesk({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('console');
  const { stage } = useSession();
  const see = useSeeStage();
  const set = useMutation({
    mutationFn: (body: SetAudience) => api('PUT', '/sessions/{id}/stage/audience', { path: { id: sessionId }, body }),
    onSuccess: see,
  });
  const reported = useQueue(sessionId);
  return (
    <details className={styles.fold}>
      <summary>
        {t('audience')}
        {reported.length > 0 && ` · ${t('reported', { n: reported.length })}`}
      </summary>
      <div className={styles.stack}>
        <div className={styles.row}>
          <Check
            label={t('chatOpen')}
            checked={stage.chat.open}
            onChange={(event) => set.mutate({ chatOpen: event.target.checked })}
          />
          <Check
            label={t('moderated')}
            checked={stage.moderated}
            onChange={(event) => set.mutate({ moderated: event.target.checked })}
          />
          <Check
            label={t('recorded')}
            checked={stage.recorded}
            onChange={(event) => set.mutate({ recorded: event.target.checked })}
          />
          <Field label={t('slow')}>
            <select
              value={stage.chat.slowSeconds}
              onChange={(event) => set.mutate({ slowSeconds: Number(event.target.value) })}
            >
              {[...new Set([...PACES, stage.chat.slowSeconds])]
                .sort((a, b) => a - b)
                .map((pace) => (
                  <option key={pace} value={pace}>
                    {pace === 0 ? t('noSlow') : t('slowSeconds', { count: pace })}
                  </option>
                ))}
            </select>
          </Field>
        </div>
        <SeatLimit key={stage.seatLimit} known={stage.seatLimit} set={(seatLimit) => set.mutate({ seatLimit })} />
        <ReportedMessages sessionId={sessionId} lines={reported} />
        <PollDesk sessionId={sessionId} live={stage.state === 'live'} />
        <BannedPeople sessionId={sessionId} />
      </div>
    </details>
  );
}

/** How many may be in the media room; everybody else watches the broadcast. */
function SeatLimit({ known, set }: { known: number | null; set: (limit: number | null) => void }) {
  const { t } = useTranslation('console');
  const [limit, setLimit] = useState(String(known ?? ''));
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        set(limit === '' ? null : Number(limit));
      }}
    >
      <Field label={t('seatLimit')} hint={t('seatLimitHint')}>
        <input
          type="number"
          min={1}
          max={100000}
          inputMode="numeric"
          value={limit}
          onChange={(event) => setLimit(event.target.value)}
        />
      </Field>
      <Button type="submit">{t('setSeats')}</Button>
    </form>
  );
}

function useQueue(sessionId: string): ReportedMessage[] {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: queryKeys.reported(sessionId),
    queryFn: ({ signal }) => get('/sessions/{id}/chat/reported', { path: { id: sessionId }, signal }),
  });
  useServerEvent(
    'console:queue',
    useCallback(
      (change: { sessionId: string }) => {
        if (change.sessionId !== sessionId) return;
        for (const list of [queryKeys.reported, queryKeys.questions])
          void queries.invalidateQueries({ queryKey: list(sessionId) });
      },
      [queries, sessionId],
    ),
  );
  return data ?? [];
}

function ReportedMessages({ sessionId, lines }: { sessionId: string; lines: ReportedMessage[] }) {
  const { t } = useTranslation(['console', 'common']);
  const { pick } = useFormats();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (ask: () => Promise<undefined>) => ask(),
    onSuccess: () =>
      Promise.all(
        [queryKeys.reported, queryKeys.banned].map((list) => queries.invalidateQueries({ queryKey: list(sessionId) })),
      ),
  });
  if (lines.length === 0) return null;
  return (
    <ul className={styles.people} tabIndex={0} aria-label={t('reported', { n: lines.length })}>
      {lines.map((line) => (
        <li key={line.id} className={styles.person}>
          <span>
            <strong>{pick(line.authorName, line.authorNameEn)}</strong> {line.body}
          </span>
          <span className={styles.row}>
            <Button
              variant="quiet"
              onClick={() => change.mutate(() => api('DELETE', '/chat/{id}/reports', { path: { id: line.id } }))}
            >
              {t('keep')}
            </Button>
            <Button
              variant="quiet"
              onClick={() => change.mutate(() => api('DELETE', '/chat/{id}', { path: { id: line.id } }))}
            >
              {t('common:remove')}
            </Button>
            <Button
              variant="quiet"
              onClick={() =>
                change.mutate(() =>
                  api('PUT', '/sessions/{id}/stage/banned/{personId}', {
                    path: { id: sessionId, personId: line.authorId },
                    body: { banned: true },
                  }),
                )
              }
            >
              {t('removeFromSession')}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function PollDesk({ sessionId, live }: { sessionId: string; live: boolean }) {
  const { t } = useTranslation(['console', 'session', 'common']);
  const { poll } = useNewestPoll(sessionId);
  const [body, setBody] = useState('');
  const [options, setOptions] = useState('');
  const intent = useIntentKey();
  const open = useMutation({
    mutationFn: () => {
      const lines = options.split('\n').map((line) => line.trim());
      const poll = { body, options: lines.filter(Boolean) };
      return intent.send([sessionId, poll], (idempotencyKey) =>
        api('POST', '/sessions/{id}/polls', { path: { id: sessionId }, body: poll, idempotencyKey }),
      );
    },
    onSuccess: () => {
      setBody('');
      setOptions('');
    },
  });
  const close = useMutation({ mutationFn: () => api('POST', '/polls/{id}/close', { path: { id: poll?.id ?? '' } }) });
  if (!live) return null;
  if (poll?.open)
    return (
      <p className={styles.row}>
        <span>
          {t('session:poll.open')}
          {t('common:colon')}
          {poll.body}
        </span>
        <Button disabled={close.isPending} onClick={() => close.mutate()}>
          {t('poll.close')}
        </Button>
      </p>
    );
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <Field label={t('poll.ask')} error={fieldError(open.error, '/body')}>
        <input required minLength={2} maxLength={200} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
      <Field
        label={t('poll.options')}
        hint={t('poll.optionsHint')}
        error={open.error ? (fieldError(open.error, '/options') ?? errorText(open.error)) : undefined}
      >
        <textarea required rows={3} value={options} onChange={(event) => setOptions(event.target.value)} />
      </Field>
      <div>
        <Button type="submit" disabled={open.isPending}>
          {t('poll.start')}
        </Button>
      </div>
    </form>
  );
}

function BannedPeople({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation(['console', 'common']);
  const { pick } = useFormats();
  const queries = useQueryClient();
  const queryKey = queryKeys.banned(sessionId);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/sessions/{id}/stage/banned', { path: { id: sessionId }, signal }),
  });
  const letIn = useMutation({
    mutationFn: (personId: string) =>
      api('PUT', '/sessions/{id}/stage/banned/{personId}', {
        path: { id: sessionId, personId },
        body: { banned: false },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  if (!data || data.length === 0) return null;
  return (
    <ul className={styles.people} aria-label={t('banned')}>
      {data.map((one) => (
        <li key={one.personId} className={styles.person}>
          <span>
            {t('banned')}
            {t('common:colon')}
            {pick(one.name, one.nameEn)}
          </span>
          <Button variant="quiet" onClick={() => letIn.mutate(one.personId)}>
            {t('letIn')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
