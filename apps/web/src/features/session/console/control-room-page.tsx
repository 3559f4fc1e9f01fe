import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get, isLost } from '../../../lib/api/api.ts';
import { useFormats } from '../../../lib/format.ts';
import { useRole } from '../../../lib/account/me.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { Page } from '../../../ui/page.tsx';
import { Refusal } from '../../../ui/feedback/refusal.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/feedback/states.tsx';
import { TimesIn } from '../../../ui/times-in.tsx';
import { SessionFeedProvider } from '../feed/session-feed.tsx';
import { StageConsole } from './stage-console.tsx';
import styles from './console.module.css';

/** The consoles of all sessions that are live or about to begin, side by side: one manager may watch several. */
export default function ControlRoomPage() {
  const { t } = useTranslation(['console', 'common']);
  const organizer = useRole('organizer');
  const { data, error } = useQuery({
    queryKey: queryKeys.home(),
    queryFn: ({ signal }) => get('/home', { signal }),
    refetchInterval: 15_000,
  });
  const title = t('common:controlRoom');
  if (isLost(error, data))
    return (
      <Page title={title} frame="list">
        <Failure error={error} />
      </Page>
    );
  if (!organizer)
    return (
      <Page title={title} frame="list">
        <Refusal>{t('onlyOrganizers')}</Refusal>
      </Page>
    );
  if (!data)
    return (
      <Page title={title} frame="list">
        <Skeleton height={420} />
      </Page>
    );
  const ids = [...data.live, ...data.next].map(({ id }) => id).slice(0, 8);
  return (
    <Page title={title} frame="list">
      <h1>{title}</h1>
      {ids.length === 0 && <Empty>{t('nothing')}</Empty>}
      <div className={styles.cards}>
        {ids.map((id) => (
          <ConsoleCard key={id} id={id} />
        ))}
      </div>
    </Page>
  );
}

function ConsoleCard({ id }: { id: string }) {
  const { pick, dayAndTime } = useFormats();
  const { data: session } = useQuery({
    queryKey: queryKeys.session(id),
    queryFn: ({ signal }) => get('/sessions/{id}', { path: { id }, signal }),
  });
  const waiting = <Skeleton height={300} />;
  if (!session) return waiting;
  return (
    <div>
      <h2>
        <Link to={`/sessions/${id}`}>{pick(session.titleZh, session.titleEn)}</Link>
      </h2>
      <p className="small muted">
        {pick(session.room.nameZh, session.room.nameEn)} · {dayAndTime(session.startsAt, session.timeZone)}{' '}
        <TimesIn timeZone={session.timeZone} />
      </p>
      <SessionFeedProvider sessionId={id} waiting={waiting}>
        <StageConsole session={session} />
      </SessionFeedProvider>
    </div>
  );
}
