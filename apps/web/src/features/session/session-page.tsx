import { useQuery } from '@tanstack/react-query';
import { fieldLabels, type SessionDetail } from '@everexpo/contracts';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { withTexts } from '../../i18n/index.ts';
import { get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useMe, useRole } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Page } from '../../ui/page.tsx';
import { TrackBadge } from '../../ui/badges.tsx';
import { Failure, Notice, Skeleton } from '../../ui/feedback/states.tsx';
import { MustSee } from '../meetings/index.ts';
import { AttendanceCard } from './attendance-card.tsx';
import { PollCard } from './audience/poll-card.tsx';
import { SessionFeedProvider, useSession } from './feed/session-feed.tsx';
import { OnNow } from './running-order/on-now.tsx';
import { SidePanel } from './side-panel.tsx';
import { StageRoom } from './stage/stage-room.tsx';
import styles from './session.module.css';
import stageStyles from './stage/stage.module.css';

// For organizers alone.
const StageConsole = lazy(() => withTexts(['console'], import('./console/stage-console.tsx')));

export default function SessionPage() {
  const { t } = useTranslation('session');
  const { id = '' } = useParams();
  const { data: session, error } = useQuery({
    queryKey: queryKeys.session(id),
    queryFn: ({ signal }) => get('/sessions/{id}', { path: { id }, signal }),
  });
  if (isLost(error, session))
    return (
      <Page title={t('stage')} frame="list">
        <Failure error={error} />
      </Page>
    );
  const waiting = (
    <Page title={t('stage')} frame="list">
      <Skeleton height={520} />
    </Page>
  );
  if (!session) return waiting;
  return (
    <SessionFeedProvider key={id} sessionId={id} waiting={waiting}>
      <Shown session={session} />
    </SessionFeedProvider>
  );
}

function Shown({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('session');
  const { pick, label, dayAndTime, time, zone } = useFormats();
  const organizer = useRole('organizer');
  const { data: me } = useMe();
  return (
    <Page title={pick(session.titleZh, session.titleEn)} frame="list">
      <div className={styles.layout}>
        <div className={`${styles.main} ${organizer ? stageStyles.managing : ''}`}>
          <div className={styles.titles}>
            <h1>{pick(session.titleZh, session.titleEn)}</h1>
            <span className={styles.meta}>
              <TrackBadge track={session.track} />
              <span>{label(fieldLabels[session.field])}</span>
              <span>{pick(session.room.nameZh, session.room.nameEn)}</span>
              <time dateTime={session.startsAt}>
                {dayAndTime(session.startsAt, session.timeZone)} – {time(session.endsAt, session.timeZone)}{' '}
                {zone(session.startsAt, session.timeZone)}
              </time>
            </span>
            <MustSee sessionId={session.id} />
            {session.cancelled && (
              <Notice>
                <strong>{t('cancelled')}</strong>
                <span>{t('otherSessions')}</span>
              </Notice>
            )}
          </div>
          {/* What one publishes as somebody ends when one is that no longer. */}
          <StageRoom key={me?.person?.id ?? 'guest'} session={session} />
          <RecordingBanner />
          {organizer && (
            <Suspense>
              <StageConsole session={session} />
            </Suspense>
          )}
          <OnNow session={session} />
          <PollCard sessionId={session.id} />
          <AttendanceCard session={session} />
        </div>
        <SidePanel session={session} />
      </div>
    </Page>
  );
}

/** Everybody knows while they are, or may be, recorded. */
function RecordingBanner() {
  const { t } = useTranslation('session');
  const { stage } = useSession();
  if (!stage.recording) return null;
  return (
    <p className={styles.recording} role="status">
      <span aria-hidden="true">●</span> {t('recording')}
    </p>
  );
}
