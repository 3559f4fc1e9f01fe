import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { ChatMessage } from '@everexpo/contracts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, fieldError, get } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/forms/intent-key.ts';
import { useFormats } from '../../../lib/format.ts';
import { useMe, useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { ask, useSocket } from '../../../lib/realtime/socket.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { errorText } from '../../../ui/feedback/states.tsx';
import { useSession } from '../feed/session-feed.tsx';
import styles from './audience.module.css';

/** So many lines are in the page at once, however many were said. */
const SHOWN = 200;

/** The chat of a session: newest at the bottom, which stays in view while one is there. */
export function Chat({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation(['session', 'common']);
  const { data: me } = useMe();
  const { stage } = useSession();
  const { lines, older } = useChat(sessionId);
  const { list, atEnd, toEnd } = useStayAtEnd(lines.at(-1)?.id);
  const organizer = useRole('organizer');
  const live = stage.state === 'live';
  return (
    <div className={styles.chat}>
      <div className={styles.lines} ref={list} tabIndex={0} role="log" aria-live="off" aria-label={t('common:chat')}>
        {older && (
          <Button variant="quiet" onClick={older}>
            {t('chat.older')}
          </Button>
        )}
        {lines.length === 0 && <p className={styles.note}>{t('chat.empty')}</p>}
        {lines.map((line) => (
          <Line
            key={line.id}
            line={line}
            mine={line.authorId === me?.person?.id}
            organizer={organizer}
            sessionId={sessionId}
          />
        ))}
      </div>
      {!atEnd && (
        <button type="button" className={styles.toEnd} onClick={toEnd}>
          {t('chat.newest')}
        </button>
      )}
      {!live && <p className={styles.note}>{t('chat.onlyLive')}</p>}
      {live && me && !me.person && (
        <p className={styles.note}>
          <Link to="/sign-in">{t('chat.signIn')}</Link>
        </p>
      )}
      {live &&
        me?.person &&
        (stage.chat.open || organizer ? (
          <SendForm sessionId={sessionId} slowSeconds={organizer ? 0 : stage.chat.slowSeconds} />
        ) : (
          <p className={styles.note}>{t('chat.closed')}</p>
        ))}
    </div>
  );
}

/** What was read with what the log told since, oldest first. */
function useChat(sessionId: string): { lines: ChatMessage[]; older: (() => void) | null } {
  const { chat } = useSession();
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.chat(sessionId),
    queryFn: ({ pageParam, signal }) =>
      get('/sessions/{id}/chat', { path: { id: sessionId }, query: { limit: 50, before: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.nextBefore,
    staleTime: 0,
  });
  const lines = useMemo(() => {
    const known = new Map<string, { seq: number; line: ChatMessage }>();
    for (const { seq, items } of data?.pages ?? []) for (const line of items) known.set(line.id, { seq, line });
    for (const [id, { seq, fact }] of chat) if (seq > (known.get(id)?.seq ?? -1)) known.set(id, { seq, line: fact });
    const sorted = [...known.values()].map(({ line }) => line).sort((a, b) => a.seq - b.seq);
    // Who reads back in the history sees it all; otherwise the newest are enough.
    return (data?.pages.length ?? 0) > 1 ? sorted : sorted.slice(-SHOWN);
  }, [data, chat]);
  return { lines, older: hasNextPage ? () => void fetchNextPage() : null };
}

/** Keeps the end of a list in view while the reader is there. */
function useStayAtEnd(newest: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < 40);
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  useEffect(() => {
    if (atEnd) toEnd();
  }, [newest, atEnd]);
  return { list, atEnd, toEnd };
}

function Line({
  line,
  mine,
  organizer,
  sessionId,
}: {
  line: ChatMessage;
  mine: boolean;
  organizer: boolean;
  sessionId: string;
}) {
  const { t } = useTranslation(['session', 'common']);
  const { pick } = useFormats();
  const report = useMutation({ mutationFn: () => api('POST', '/chat/{id}/reports', { path: { id: line.id } }) });
  const remove = useMutation({ mutationFn: () => api('DELETE', '/chat/{id}', { path: { id: line.id } }) });
  const mute = useMutation({
    mutationFn: () =>
      api('PUT', '/sessions/{id}/chat/muted/{personId}', {
        path: { id: sessionId, personId: line.authorId },
        body: { muted: true },
      }),
  });
  const { data: me } = useMe();
  const name = pick(line.authorName, line.authorNameEn);
  return (
    <div className={styles.line} data-chat-seq={line.seq}>
      <p>
        <strong>{name}</strong> {line.removed ? <span className="muted">{t('chat.removed')}</span> : line.body}
      </p>
      {me?.person && !mine && !line.removed && (
        <span className={styles.lineActions}>
          {organizer ? (
            <>
              <Button variant="quiet" aria-label={t('chat.removeLine', { name })} onClick={() => remove.mutate()}>
                {t('common:remove')}
              </Button>
              <Button
                variant="quiet"
                aria-label={t('chat.muteName', { name })}
                disabled={mute.isSuccess}
                onClick={() => mute.mutate()}
              >
                {t(mute.isSuccess ? 'chat.muted' : 'chat.mute')}
              </Button>
            </>
          ) : (
            <Button
              variant="quiet"
              aria-label={t('chat.reportLine', { name })}
              disabled={report.isSuccess}
              onClick={() => report.mutate()}
            >
              {t(report.isSuccess ? 'chat.reported' : 'chat.report')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}

function SendForm({ sessionId, slowSeconds }: { sessionId: string; slowSeconds: number }) {
  const { t } = useTranslation(['session', 'common']);
  const { socket } = useSocket();
  const [body, setBody] = useState('');
  const intent = useIntentKey();
  // In the field itself: a phone has no line to spare.
  const pace = slowSeconds > 0 ? [t('chat.slow', { count: slowSeconds })] : [];
  const sendMessage = useMutation({
    // The same id until it is said: a retry after a lost answer is the same line.
    mutationFn: async () => {
      if (!socket) throw new Error('offline');
      await intent.send([sessionId, body], (id) => ask(socket, 'chat:send', { sessionId, id, body }));
    },
    onSuccess: () => {
      setBody('');
    },
  });
  return (
    <form
      className={styles.say}
      onSubmit={(event) => {
        event.preventDefault();
        sendMessage.mutate();
      }}
    >
      <Field
        label={t('chat.say')}
        error={sendMessage.error ? (fieldError(sendMessage.error, '/body') ?? errorText(sendMessage.error)) : undefined}
      >
        <input
          required
          maxLength={300}
          autoComplete="off"
          placeholder={[t('chat.say'), ...pace].join(' · ')}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" disabled={sendMessage.isPending || body.trim() === ''}>
        {t('common:send')}
      </Button>
    </form>
  );
}
