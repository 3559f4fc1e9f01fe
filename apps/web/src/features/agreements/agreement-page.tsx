import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiError, get, isLost } from '../../lib/api/api.ts';
import { useMe } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { useServerEvent } from '../../lib/realtime/socket.tsx';
import { Page } from '../../ui/page.tsx';
import { Refusal } from '../../ui/feedback/refusal.tsx';
import { Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { AgreementPaper } from './agreement-paper.tsx';
import { FollowUpPanel } from './follow-up.tsx';
import { History } from './history.tsx';
import { useRefreshAgreements } from './actions/use-agreement-act.ts';

/** One agreement with all that is kept of it, for its parties. */
export default function AgreementPage() {
  const { t } = useTranslation('agreements');
  const { id = '' } = useParams();
  const { data: me } = useMe();
  const refresh = useRefreshAgreements();
  const { data: agreement, error } = useQuery({
    queryKey: queryKeys.agreement(id),
    queryFn: ({ signal }) => get('/agreements/{id}', { path: { id }, signal }),
    enabled: me !== undefined,
  });
  useServerEvent(
    'agreement:changed',
    useCallback(() => void refresh(), [refresh]),
  );
  if (error instanceof ApiError && [401, 403, 404].includes(error.status))
    return (
      <Page title={t('title')} frame="reading">
        <h1>{t('title')}</h1>
        <Refusal error={error}>{t('notYours')}</Refusal>
      </Page>
    );
  if (isLost(error, agreement))
    return (
      <Page title={t('title')} frame="reading">
        <Failure error={error} />
      </Page>
    );
  if (!agreement || !me?.person)
    return (
      <Page title={t('title')} frame="reading">
        <Skeleton height={480} />
      </Page>
    );
  return (
    <Page title={agreement.title} frame="reading">
      <h1>{t('title')}</h1>
      {agreement.meetingId && (
        <p>
          <Link to={`/negotiations/${agreement.meetingId}`}>{t('toRoom')}</Link>
        </p>
      )}
      <AgreementPaper agreement={agreement} meId={me.person.id} whole />
      {agreement.number && <FollowUpPanel agreement={agreement} />}
      <History agreement={agreement} />
    </Page>
  );
}
