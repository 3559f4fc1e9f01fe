import { useInfiniteQuery } from '@tanstack/react-query';
import type { Interest } from '@everexpo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { get, isLost } from '../../lib/api/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useRole } from '../../lib/account/me.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { cardClass } from '../../ui/page.tsx';
import { Empty, errorText, Failure, Skeleton } from '../../ui/feedback/states.tsx';
import { RequestForm } from '../meetings/index.ts';
import { useOpenMeeting } from '../negotiation/index.ts';
import styles from './mine.module.css';

/** Whom an owner has interested, the warmest first; what an investor is interested in, the newest first. */
export function Interests() {
  const { t } = useTranslation(['mine', 'common']);
  const owner = useRole('owner');
  const investor = useRole('investor');
  const attendee = useRole('attendee');
  const { data, error, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: queryKeys.interests('list', owner),
    queryFn: ({ pageParam, signal }) =>
      get('/interests', {
        query: { limit: 24, order: owner && !pageParam ? 'warmth' : 'newest', cursor: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (isLost(error, data)) return <Failure error={error} />;
  if (!data) return <Skeleton height={240} />;
  // Of who works here none is expected.
  if (items.length === 0 && !owner && !investor && !attendee) return null;
  return (
    <section className={styles.list} aria-labelledby="interests">
      <h2 id="interests">{t(owner ? 'leads' : 'interests')}</h2>
      {items.length === 0 && (
        <Empty>
          <strong>{t('empty')}</strong>
          <span>{t(owner ? 'emptyOwner' : investor ? 'emptyInvestor' : 'emptyOther')}</span>
          <ButtonLink to={investor ? '/projects' : '/programme'}>
            {t(investor ? 'common:projects' : 'common:programme')}
          </ButtonLink>
        </Empty>
      )}
      <ul className={styles.list}>
        {items.map((interest) => (
          <Row key={interest.id} interest={interest} />
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

function Row({ interest }: { interest: Interest }) {
  const { t } = useTranslation(['mine', 'common']);
  const { pick } = useFormats();
  const navigate = useNavigate();
  const open = useOpenMeeting();
  const [asking, setAsking] = useState(false);
  const { investor, project } = interest;
  const talking = interest.meetingState === 'open' && interest.meetingId !== null;
  const booked = ['requested', 'accepted', 'open'].includes(interest.meetingState ?? '');
  return (
    <li className={`${cardClass} ${styles.row}`}>
      <div>
        <p className="small muted">
          {interest.side === 'owner' ? t('from', { name: pick(investor.name, investor.nameEn) }) : t('to')}
          {interest.duringPitch && ` · ${t('during')}`}
        </p>
        {interest.reasons.length > 0 && (
          <p className="small muted">{interest.reasons.map((reason) => t(`reasons.${reason}`)).join(' · ')}</p>
        )}
        <Link to={`/projects/${project.id}`} className={styles.title}>
          {pick(project.titleZh, project.titleEn)}
        </Link>
        {investor.organisation && interest.side === 'owner' && (
          <p className="small muted">{pick(investor.organisation.nameZh, investor.organisation.nameEn)}</p>
        )}
        {interest.note && <p>{interest.note}</p>}
      </div>
      <div className={styles.action}>
        <Button
          variant="primary"
          disabled={open.isPending}
          onClick={() =>
            open.mutate(interest.id, { onSuccess: (meeting) => void navigate(`/negotiations/${meeting.id}`) })
          }
        >
          {talking ? t('common:enterRoom') : t('open')}
        </Button>
        {!booked && (
          <Button onClick={() => setAsking(!asking)} aria-expanded={asking}>
            {t('common:requestMeeting')}
          </Button>
        )}
        {asking && <RequestForm interestId={interest.id} close={() => setAsking(false)} />}
        {open.error && (
          <span className="small" role="alert">
            {errorText(open.error)}
          </span>
        )}
      </div>
    </li>
  );
}
