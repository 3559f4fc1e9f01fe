import { useQuery } from '@tanstack/react-query';
import type { SessionDetail } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Page } from '../../ui/page.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { SessionFeedProvider, useSession } from './feed/session-feed.tsx';
import { EndedSession } from './frame/ended-session.tsx';
import { SessionWindow } from './frame/session-window.tsx';

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
  const { pick } = useFormats();
  const { stage } = useSession();
  return (
    <Page title={pick(session.titleZh, session.titleEn)} frame={stage.state === 'ended' ? 'list' : 'work'}>
      {stage.state === 'ended' ? <EndedSession session={session} /> : <SessionWindow session={session} />}
    </Page>
  );
}
