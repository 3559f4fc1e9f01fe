import { useQuery } from '@tanstack/react-query';
import { fieldLabels, type SessionDetail, type Stage } from '@everexpo/contracts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { get } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useRole } from '../../lib/me.ts';
import { Page } from '../../ui/page.tsx';
import { TrackSign } from '../../ui/signs.tsx';
import { Failure, Notice, Skeleton } from '../../ui/states.tsx';
import { MustSee } from '../meetings/must-see.tsx';
import { StageConsole } from './stage-console.tsx';
import { OnNow } from './on-now.tsx';
import { SidePanel } from './side-panel.tsx';
import { StageRoom } from './stage-room.tsx';
import { useStage } from './use-stage.ts';
import styles from './session.module.css';

export default function SessionPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data: session, error } = useQuery({ queryKey: ['session', id], queryFn: ({ signal }) => get<SessionDetail>(`/sessions/${id}`, signal) });
  const stage = useStage(id);
  if (error) return <Page title={t('session.stage')} width="narrow"><Failure error={error} /></Page>;
  if (!session || !stage) return <Page title={t('session.stage')}><Skeleton height={520} /></Page>;
  return <Shown session={session} stage={stage} />;
}

function Shown({ session, stage }: { session: SessionDetail; stage: Stage }) {
  const { t } = useTranslation();
  const { pick, label, dayAndTime, time, zone } = useFormats();
  const organizer = useRole('organizer');
  return (
    <Page title={pick(session.titleZh, session.titleEn)}>
      <div className={styles.layout}>
        <div className={`${styles.main} ${organizer ? styles.managing : ''}`}>
          <div className={styles.titles}>
            <h1>{pick(session.titleZh, session.titleEn)}</h1>
            <span className={styles.meta}>
              <TrackSign track={session.track} />
              <span>{label(fieldLabels[session.field])}</span>
              <span>{pick(session.room.nameZh, session.room.nameEn)}</span>
              <time dateTime={session.startsAt}>{dayAndTime(session.startsAt, session.timeZone)} – {time(session.endsAt, session.timeZone)} {zone(session.startsAt, session.timeZone)}</time>
            </span>
            <MustSee sessionId={session.id} />
            {session.cancelled && <Notice><strong>{t('session.cancelled')}</strong><span>{t('session.cancelledHint')}</span></Notice>}
          </div>
          <StageRoom session={session} stage={stage} />
          {organizer && <StageConsole session={session} stage={stage} />}
          <OnNow session={session} stage={stage} />
        </div>
        <SidePanel session={session} stage={stage} />
      </div>
    </Page>
  );
}
